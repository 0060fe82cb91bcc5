"""English verb forms that propositions need: past tense and third person."""

_PAST = dict(
    pair.split(":")
    for pair in [
        "be:was",
        "become:became",
        "begin:began",
        "bend:bent",
        "bet:bet",
        "bite:bit",
        "blow:blew",
        "break:broke",
        "bring:brought",
        "build:built",
        "burn:burned",
        "buy:bought",
        "catch:caught",
        "choose:chose",
        "come:came",
        "cost:cost",
        "cut:cut",
        "deal:dealt",
        "dig:dug",
        "do:did",
        "draw:drew",
        "drink:drank",
        "drive:drove",
        "eat:ate",
        "fall:fell",
        "feed:fed",
        "feel:felt",
        "fight:fought",
        "find:found",
        "flee:fled",
        "fly:flew",
        "forbid:forbade",
        "forget:forgot",
        "forgive:forgave",
        "freeze:froze",
        "get:got",
        "give:gave",
        "go:went",
        "grow:grew",
        "hang:hung",
        "have:had",
        "hear:heard",
        "hide:hid",
        "hit:hit",
        "hold:held",
        "hurt:hurt",
        "keep:kept",
        "know:knew",
        "lay:laid",
        "lead:led",
        "leave:left",
        "lend:lent",
        "let:let",
        "lie:lied",
        "light:lit",
        "lose:lost",
        "make:made",
        "mean:meant",
        "meet:met",
        "pay:paid",
        "put:put",
        "quit:quit",
        "read:read",
        "ride:rode",
        "ring:rang",
        "rise:rose",
        "run:ran",
        "say:said",
        "see:saw",
        "seek:sought",
        "sell:sold",
        "send:sent",
        "set:set",
        "shake:shook",
        "shed:shed",
        "shoot:shot",
        "show:showed",
        "shrink:shrank",
        "shut:shut",
        "sing:sang",
        "sink:sank",
        "sit:sat",
        "sleep:slept",
        "slide:slid",
        "speak:spoke",
        "spend:spent",
        "split:split",
        "spread:spread",
        "spring:sprang",
        "stand:stood",
        "steal:stole",
        "stick:stuck",
        "strike:struck",
        "swear:swore",
        "sweep:swept",
        "swim:swam",
        "take:took",
        "teach:taught",
        "tear:tore",
        "tell:told",
        "think:thought",
        "throw:threw",
        "understand:understood",
        "wake:woke",
        "wear:wore",
        "win:won",
        "withdraw:withdrew",
        "withhold:withheld",
        "write:wrote",
        "overthrow:overthrew",
        "mislead:misled",
        "undertake:undertook",
        "oversee:oversaw",
        "rig:rigged",
        "jam:jammed",
        "plan:planned",
        "stop:stopped",
        "drop:dropped",
        "ban:banned",
        "commit:committed",
        "admit:admitted",
        "refer:referred",
        "occur:occurred",
        "transfer:transferred",
        "control:controlled",
        "patrol:patrolled",
        "rob:robbed",
        "grab:grabbed",
        "beg:begged",
        "ship:shipped",
        "strip:stripped",
        "tip:tipped",
        "trap:trapped",
        "whip:whipped",
        "tap:tapped",
        "skip:skipped",
        "spot:spotted",
        "submit:submitted",
        "permit:permitted",
        "compel:compelled",
        "expel:expelled",
        "propel:propelled",
        "shred:shredded",
        "stab:stabbed",
        "swap:swapped",
        "wrap:wrapped",
        "dump:dumped",
        "drag:dragged",
        "bug:bugged",
        "plug:plugged",
        "flog:flogged",
        "hijack:hijacked",
        "kidnap:kidnapped",
    ]
)
_VOWELS = frozenset("aeiou")


def past(lemma: str) -> str:
    """Simple past of a verb's lemma."""
    if lemma in _PAST:
        return _PAST[lemma]
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ied"
    return lemma + "ed"


def stem_of_gerund(gerund: str) -> str:
    """Lemma of a form in -ing where no parser gives it: "fitting" as "fit", "dumping" as "dump"."""
    stem = gerund.removesuffix("ing")
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "lsz":
        return stem[:-1]
    single = len(stem) > 2 and stem[-2] in _VOWELS and stem[-3] not in _VOWELS and stem[-1] in "kst"
    if len(stem) > 2 and (stem[-1] in "vzgcu" or single):
        return stem + "e"
    return stem


def third_person(lemma: str) -> str:
    """Third person singular present of a verb's lemma."""
    if lemma in {"be", "have"}:
        return {"be": "is", "have": "has"}[lemma]
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    if lemma.endswith("y") and len(lemma) > 1 and lemma[-2] not in _VOWELS:
        return lemma[:-1] + "ies"
    return lemma + "s"
