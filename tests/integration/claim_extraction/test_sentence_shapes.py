"""Sentence shapes of the news desk: who says what, where the parser or the word order hides it."""

import pytest

from claim_extraction.domain.extraction import ClaimExtractor
from claim_extraction.domain.model import Claim, Document, EvidenceKind, Modality, Stance
from tests.integration.claim_extraction.conftest import Extract


def said(claims: list[Claim]) -> list[tuple[str, str, str]]:
    return [(c.speaker.name, str(c.stance), (c.proposition or "").lower()) for c in claims]


@pytest.mark.parametrize(
    ("text", "speaker", "stance", "proposition"),
    [
        (
            "Residents of Lower Alder accuse the Velta mill of dumping dye into the brook.",
            "Residents of Lower Alder",
            "alleges",
            "the velta mill dumped dye into the brook",
        ),
        ("Seats for 9,000 were sold, the club's own books show.", "the club's own books", "reports_evidence", "sold"),
        ("Two sailors were treated for cuts, a nurse there said.", "a nurse", "asserts", "two sailors were treated"),
        (
            "Harbour pilot Bo Lund said his tug was late.",
            "Bo Lund",
            "asserts",
            "tug was late",
        ),
        ("Lab reports found lead in the paint.", "Lab reports", "reports_evidence", "lead"),
        ("Doctors at the ward counted four bodies.", "Doctors at the ward", "asserts", "four bodies"),
        ("The seal was broken, counsel pointed out.", "counsel", "asserts", "the seal was broken"),
        ("The league's count was 24,000.", "league", "asserts", "24,000"),
        ("The charity blamed the army.", "The charity", "alleges", "the army was to blame"),
    ],
)
def test_the_speaker_is_found_behind_a_mended_parse(
    extract: Extract, text: str, speaker: str, stance: str, proposition: str
) -> None:
    found = said(extract(text))
    assert any(speaker in s and t == stance and proposition in p for s, t, p in found), found


@pytest.mark.parametrize(
    "text",
    [
        "Residents of Lower Alder grow apples.",
        "The show was sold out, and the records were broken.",
        "The charity blamed the army for the delay of the convoy.",
        "The league's count of its members was slow.",
    ],
)
def test_plain_sentences_are_not_mended_into_claims_of_others(extract: Extract, text: str) -> None:
    assert not any(p == "the army was to blame" or s in {"records", "league"} for s, _, p in said(extract(text)))


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        ("The inspector found the gate locked.", "the gate was locked"),
        ("The survey found the beams sound.", "the beams were sound"),
        ("The ledger has the last visit in the previous May.", "the last visit is in the previous may"),
        ("Photographs of the harbour place the barge off Nolm.", "the barge is off nolm"),
        ("Files sent to the tax office show output at Nolm of 4,000 tonnes.", "output at nolm was 4,000 tonnes"),
        ("A list given to the crew showed 60 tonnes of dye in the shed.", "60 tonnes of dye are in the shed"),
        ("Visitor logs obtained by the Courier show that Mr Orr entered the hall.", "mr orr entered the hall"),
    ],
)
def test_what_is_found_or_listed_becomes_a_clause(extract: Extract, text: str, proposition: str) -> None:
    assert any(proposition in p for _, _, p in said(extract(text))), said(extract(text))


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        ("At no time was a ward without power.", "a ward was without power"),
        ("At no point did the pump stop.", "the pump stopped"),
        ("Never has the dam been inspected.", "the dam has been inspected"),
        ("The mill said its gates could not have opened.", "the mill's gates had opened"),
        ('The grid said it was "not in talks with anybody".', "the grid was in talks with anybody"),
    ],
)
def test_a_denial_in_another_order_is_put_positively(extract: Extract, text: str, proposition: str) -> None:
    (claim,) = [c for c in extract(text) if c.stance is Stance.DENIES]
    assert ((claim.proposition or "").lower(), claim.modality) == (proposition, Modality.CERTAIN)


@pytest.mark.parametrize(
    "text",
    [
        "At no extra cost the ward was given power.",
        "The mill said its gates could not be opened by hand.",
        "The grid said it was in talks.",
    ],
)
def test_what_only_looks_like_such_a_denial_is_none(extract: Extract, text: str) -> None:
    assert not any(c.stance is Stance.DENIES and c.modality is Modality.CERTAIN for c in extract(text))


@pytest.mark.parametrize(
    ("answer", "speaker"),
    [
        ('"Worthless, from the first page to the last," was how Ada Brook described the records.', "Ada Brook"),
        ('"It is a fake," was the reply of harbour master Ada Brook.', "Ada Brook"),
        ("Shown the records, Ada Brook said they were guesswork.", "Ada Brook"),
    ],
)
def test_an_answer_told_backwards_denies_what_the_records_show(extract: Extract, answer: str, speaker: str) -> None:
    claims = extract(f"Port records list nine landings in May. {answer}")
    denial = next(c for c in claims if c.stance is Stance.DENIES)
    assert denial.speaker.name == speaker
    assert "landings" in (denial.proposition or "")


def test_praise_told_backwards_denies_nothing(extract: Extract) -> None:
    text = 'Port records list nine landings in May. "Splendid," was how Ada Brook described the harbour.'
    assert not any(c.stance is Stance.DENIES for c in extract(text))


def test_a_plea_denies_the_crime_and_answers_nobody(extract: Extract) -> None:
    text = "Prosecutors accused Bo Lund of burning the mill. Lund pleaded not guilty to arson."
    _, plea = extract(text)
    assert (plea.stance, plea.proposition, plea.responds_to) == (Stance.DENIES, "Lund committed arson", ())
    assert not any(c.stance is Stance.DENIES for c in extract("Bo Lund pleaded guilty to arson."))


def test_they_did_repeats_what_was_denied(extract: Extract) -> None:
    text = "The line said no doors had opened at Nolm. Student Ida Dahl said they did."
    denial, echo = extract(text)
    assert (denial.stance, echo.stance) == (Stance.DENIES, Stance.ASSERTS)
    assert echo.proposition == denial.proposition


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        (
            "The mayor said Bo Lund had signed the order. The clerk said it was Ida Dahl who signed it.",
            "signed the order",
        ),
        ("The mayor said Bo Lund burned the barn. The clerk said Ida Dahl did it.", "ida dahl burned the barn"),
        (
            "It was the manager, Bo Lund, who emptied the vault, the clerk said.",
            "bo lund emptied the vault",
        ),
    ],
)
def test_another_doer_of_the_same_deed_is_named_with_it(extract: Extract, text: str, proposition: str) -> None:
    assert proposition in (extract(text)[-1].proposition or "").lower()


def test_an_object_pronoun_without_a_parallel_deed_stays(extract: Extract) -> None:
    claims = extract("The mayor said Bo Lund had signed the order. The clerk said Ida Dahl sold it.")
    assert "order" not in (claims[-1].proposition or "")


def test_its_is_the_body_a_minister_speaks_for(extract: Extract) -> None:
    text = (
        "Troops crossed the Sava Line. Ardania's defence minister, Bo Lund, denied that any of its soldiers had left."
    )
    assert "ardania's soldiers" in (extract(text)[-1].proposition or "").lower()


def test_a_possessive_of_its_own_clause_stays(extract: Extract) -> None:
    claim = extract("Ida Dahl, who was in her garden, said the man had nothing in his bag.")[-1]
    assert (claim.proposition, claim.stance) == ("the man had something in his bag", Stance.DENIES)
    assert claim.evidence_kind is EvidenceKind.EYEWITNESS


def test_a_relative_pronoun_is_no_thing_confirmed(extract: Extract) -> None:
    claims = extract("Video from the market, whose date this paper has confirmed, shows a jet dropping bombs.")
    assert [c.stance for c in claims] == [Stance.REPORTS_EVIDENCE]


@pytest.mark.parametrize(
    ("text", "value", "unit", "of"),
    [
        ("Six bodies were brought in, the clinic said.", 6.0, "people", "dead"),
        ("The strike killed 26 people, the rebels said.", 26.0, "people", "killed"),
        ("Four guards lost their lives, the ministry said.", 4.0, "people", "dead"),
        ("Three members of staff left the home, the firm said.", 3.0, "people", "staff"),
        ("Three men carried out the sweep, police said.", 3.0, "people", "man"),
        ("A file of 900 buyers' addresses was sold, police said.", 900.0, "address", "sold"),
        ("Three in ten drivers stayed at home, the union said.", 30.0, "percent", "driver"),
        ("Nine out of 10 nurses walked out, the union said.", 90.0, "percent", "nurse"),
        ("One in two days was dry, the weather office said.", 1.0, "", ""),
        ("Three guards were hurt in two raids, police said.", 3.0, "people", "hurt"),
    ],
)
def test_what_a_figure_counts(extract: Extract, text: str, value: float, unit: str, of: str) -> None:
    figure = extract(text)[-1].quantities[0]
    assert (figure.value, figure.unit, figure.of) == (value, unit, of)


def test_the_same_day_is_the_day_named_before(extractor: ClaimExtractor) -> None:
    text = "The grid said it learned of the fault on 9 October. The grid said it told the regulator on the same day."
    first, second = extractor.extract([Document(text, "d")])[0].claims
    assert first.time is None or first.time == second.time


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Captain Ida Dahl left as Coast Wire rang her. Dahl gave no names. She said the ship was late.", "Ida Dahl"),
        ("The chief, Bo Lund, spoke when Coast Wire called. Lund gave no names. He said the ship was late.", "Bo Lund"),
        ("Bo Lund left early, Radio Coast reported. He said the ship was late.", "Bo Lund"),
    ],
)
def test_he_and_she_are_people_and_no_newsrooms(extract: Extract, text: str, speaker: str) -> None:
    assert extract(text)[-1].speaker.name == speaker


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Baker Ana Ruiz told the Mail that apprentices were made to pay for the flour.", Stance.ALLEGES),
        ("Baker Ana Ruiz told the Mail that the ovens had been stolen.", Stance.ALLEGES),
        ("Baker Ana Ruiz claimed that the mayor had promised three mills the same grant.", Stance.ALLEGES),
        ("Baker Ana Ruiz claimed that she had promised the mill nothing new.", Stance.DENIES),
        ("Baker Ana Ruiz claimed that her own bread was fresh.", Stance.ASSERTS),
        ("Baker Ana Ruiz told the Mail that apprentices were paid for the flour.", Stance.ASSERTS),
    ],
)
def test_a_wrong_that_is_told_of_others_is_alleged(extract: Extract, text: str, stance: Stance) -> None:
    assert [c.stance for c in extract(text)] == [stance]


@pytest.mark.parametrize(
    ("text", "speaker", "stance", "proposition"),
    [
        (
            "The tank was empty, a letter passed to the Mail shows.",
            "a letter passed to the Mail",
            "reports_evidence",
            "the tank was empty",
        ),
        ("Corland did admit to closing the port.", "Corland", "confirms", "corland closed the port"),
        ("Ana Ruiz said no boat left until noon.", "Ana Ruiz", "asserts", "no boat left until noon"),
        ("Prosecutor Ana Ruiz said she looked forward to that.", "Ana Ruiz", "asserts", "looked forward"),
        ("Bo Lund does not dispute that he was banned.", "Bo Lund", "confirms", "bo lund was banned"),
        ('Bo Lund called it "the loveliest boat I ever saw".', "Bo Lund", "asserts", "loveliest boat"),
    ],
)
def test_what_is_shown_conceded_limited_or_praised_is_no_denial(
    extract: Extract, text: str, speaker: str, stance: str, proposition: str
) -> None:
    ((name, found, told),) = said(extract(text))
    assert (name, found) == (speaker, stance)
    assert proposition in told


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        ("The harbour guard denied opening fire on a trawler off Tirsk.", "the harbour guard opened fire on a trawler"),
        ("The mayor denied growing concern among voters.", "there was growing concern among voters"),
    ],
)
def test_a_deed_denied_is_told_from_a_thing_that_grows(extract: Extract, text: str, proposition: str) -> None:
    assert proposition in (extract(text)[-1].proposition or "").lower()
