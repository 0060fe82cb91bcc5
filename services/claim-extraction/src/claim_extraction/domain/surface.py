"""Finds clauses by word order where the parser went astray: "…, X said.", "claims that …"."""

from claim_extraction.domain.tokens import Sentence

THAT_WINDOW = 9
_PUT_TO = frozenset({"ask", "press", "question", "tell", "inform"})


def before_tail(sentence: Sentence, cue: int) -> list[int]:
    """Tokens of S in "S, X said (on Monday).", empty where the cue does not close the sentence that way."""
    if sentence[0].lemma in _PUT_TO and sentence[0].tag == "VBN":
        return []
    subjects = [t for t in sentence.kids(cue, "nsubj") if t.index < cue or t.index == cue + 1]
    if not subjects:
        return []
    subject = max(subjects, key=lambda t: t.index)
    low = min(cue, *sentence.subtree(subject.index)[:1])
    commas = [low - 1] if sentence[low - 1].text in {",", '"'} else []
    while commas and commas[0] > 0 and sentence[commas[0] - 1].text in {",", '"'}:
        commas[0] -= 1
    if not commas or commas[0] < 2 or not any(t.is_verb for t in sentence.tokens[: commas[0]]):
        return []
    if any(t.text == ";" for t in sentence.tokens[: commas[0]]):
        return []
    rest = [t for t in sentence.tokens[max(cue, subject.index) + 1 :] if t.pos != "PUNCT"]
    if len(rest) > 12 or any(t.is_verb and t.tag in {"VBD", "VBZ", "VBP"} for t in rest):
        return []
    return [t.index for t in sentence.tokens[: commas[0]] if not t.is_quote_mark]


def after_that(sentence: Sentence, index: int) -> tuple[int, list[int]] | None:
    """Root and tokens of the clause behind the "that" next after a cue, to the end of the sentence."""
    for position in range(index + 1, min(len(sentence) - 2, index + THAT_WINDOW)):
        token = sentence[position]
        if token.pos == "PUNCT" and token.text in {",", ";"}:
            return None
        if token.is_verb and token.tag != "VBN":
            return None
        joins = token.tag == "IN" or token.dep == "mark"
        if token.lower == "that" and joins and sentence[position + 1].pos not in {"VERB", "AUX", "ADV"}:
            tokens = list(range(position + 1, len(sentence)))
            if not any(sentence[i].is_verb for i in tokens):
                return None
            return main_verb(sentence, tokens), tokens
    return None


def main_verb(sentence: Sentence, tokens: list[int]) -> int:
    """The verb of a run of tokens that has a subject of its own and stands highest."""
    inside = set(tokens)
    verbs = [i for i in tokens if sentence[i].is_verb]
    finite = [i for i in verbs if sentence.kid(i, "nsubj", "nsubjpass", "expl") is not None]
    tops = [i for i in finite if sentence[i].head not in inside or sentence[i].head == i]
    fallback = [i for i in tokens if sentence[i].pos != "PUNCT"] or tokens
    return (tops or finite or verbs or fallback)[0]
