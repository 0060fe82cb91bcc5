"""Guesses whether a text is in the language the parser was trained on."""

import re
import unicodedata

from claim_extraction.domain.wordlists import word_set

_FUNCTION_WORDS = {
    "en": word_set(
        "the of and to in that is was for it with as on be at by this have from not are but had they his which"
    ),
    "de": word_set("der die und den das von nicht mit sich des auf dem ein eine ist im auch als wird sind hat dass"),
    "fr": word_set("le la les des et en un une du dans est que pour qui sur au pas par avec sont ont cette"),
    "es": word_set("el la los las de y en un una que por con para del se su al lo como más no fue"),
    "it": word_set("il la di che e un una per non con del della le i gli sono alla nel ha è"),
    "pt": word_set("o a os as de e em um uma que para com não do da no na por mais foi ao"),
    "nl": word_set("de het een van en in is dat op te zijn met voor niet aan er door ook als bij"),
    "pl": word_set("w i na z do nie się że jest to o jak po przez są od który za"),
    "ru": word_set("и в не на что с по как это от за из для его к но у"),  # noqa: RUF001 - Cyrillic on purpose
    "sv": word_set("och att det i en som på är av för med till den har inte om ett"),
    "tr": word_set("ve bir bu için ile da de olarak çok daha gibi en olan"),
}
_WORD = re.compile(r"[^\W\d_]+")
SAMPLE_CHARACTERS = 20_000
MIN_WORDS = 15
DISTINCT_WORDS = 4
LEAST_SHARE = 0.2


def guess_language(text: str) -> str:
    """ISO 639-1 code of the likeliest language, `und` where another script rules, empty where nothing can be said."""
    sample = text[:SAMPLE_CHARACTERS]
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return ""
    latin = sum(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in letters)
    words = [w.lower() for w in _WORD.findall(sample)]
    if latin < 0.5 * len(letters):
        return "ru" if sum(w in _FUNCTION_WORDS["ru"] for w in words) > 0.05 * len(words) else "und"
    if len(words) < MIN_WORDS:
        return ""
    shares = {code: sum(w in listed for w in words) / len(words) for code, listed in _FUNCTION_WORDS.items()}
    best = max(shares, key=lambda code: shares[code])
    if best == "en" or shares[best] < max(LEAST_SHARE, 1.5 * shares["en"]):
        return "en" if shares["en"] >= LEAST_SHARE / 2 else ""
    distinct = len(set(words) & _FUNCTION_WORDS[best])
    return best if distinct >= DISTINCT_WORDS else ""
