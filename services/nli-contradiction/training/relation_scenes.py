"""Scenes about how sentences are built: roles and their converses, quantifiers, negation, implicatives, modality."""
# ruff: noqa: E501 (lists of sentences: one meaning to a line)

from __future__ import annotations

import random

from training.lexicon import COUNTRIES, FIRMS, GIVEN_NAMES, PLACES, SURNAMES, WEEKDAYS
from training.newsroom import Scene, SceneMaker

# fmt: off
_ORDERED = (
    ("defeated", "was defeated by", "lost to"), ("acquired", "was acquired by", "was bought by"),
    ("outlived", "was outlived by", "died before"), ("hired", "was hired by", "went to work for"),
    ("arrested", "was arrested by", "was detained by"), ("killed", "was killed by", "died at the hands of"),
    ("succeeded", "was succeeded by", "was replaced by"), ("overtook", "was overtaken by", "fell behind"),
    ("invaded", "was invaded by", "came under attack from"), ("owns", "is owned by", "belongs to"),
)
_ONE_WAY = (("criticised", "was criticised by"), ("visited", "was visited by"), ("sued", "was sued by"),
            ("praised", "was praised by"), ("threatened", "was threatened by"), ("telephoned", "was telephoned by"))
_MUTUAL = (("met", "had a meeting with", "refused to meet"), ("signed a treaty with", "agreed a treaty with", "has no treaty with"),
           ("shares a border with", "borders", "has no common border with"),
           ("played a draw against", "drew with", "beat"))
_GROUPS = ("hostages", "workers at the port", "ministers", "passengers", "schools in {}", "villages around {}", "members of the council",
           "prisoners", "hospitals in {}", "pilots", "shops in {}", "witnesses")
_DONE = (("were released", "were not released"), ("were paid", "were not paid"), ("voted for the plan", "did not vote for the plan"),
         ("were evacuated", "were not evacuated"), ("have returned", "have not returned"), ("were tested", "were not tested"),
         ("lost power", "kept power"), ("signed the letter", "did not sign the letter"))
_ACTS = (("sign the agreement", "signed the agreement"), ("repay the loan", "repaid the loan"), ("reach the village", "reached the village"),
         ("pass the budget", "passed the budget"), ("stop the leak", "stopped the leak"), ("publish the report", "published the report"),
         ("free the captain", "freed the captain"), ("rebuild the bridge", "rebuilt the bridge"), ("cut the tax", "cut the tax"),
         ("attend the summit", "attended the summit"), ("find the recorder", "found the recorder"))
_STATES = (("open", "closed"), ("safe", "dangerous"), ("legal", "illegal"), ("full", "empty"), ("under government control", "under rebel control"),
           ("in use", "abandoned"), ("intact", "destroyed"), ("guarded", "unguarded"))
_THINGS = ("the bridge at {}", "the border crossing near {}", "the airport of {}", "the dam above {}", "the prison in {}", "the market in {}",
           "the old harbour of {}", "the road to {}")


def _actors(rng: random.Random) -> list[str]:
    people = [f"{rng.choice(GIVEN_NAMES)} {rng.choice(SURNAMES)}" for _ in range(3)]
    return rng.choice((people, rng.sample(COUNTRIES, 3), rng.sample(FIRMS, 3)))


def ordered_roles(rng: random.Random) -> Scene:
    a, b, c = _actors(rng)
    verb, passive, converse = rng.choice(_ORDERED)
    return Scene(same=(f"{a} {verb} {b}", f"{b} {passive} {a}", f"{b} {converse} {a}"),
                 against=(f"{b} {verb} {a}", f"{a} {passive} {b}", f"{a} {converse} {b}"),
                 beside=(f"{a} spoke to {b}", f"{c} {verb} someone in {rng.choice(PLACES)}", f"{a} is larger than {c}",
                         f"{c} is a friend of {b}", f"{a} may have {rng.choice(('seen', 'known'))} {c}"))


def one_way_roles(rng: random.Random) -> Scene:
    a, b, c = _actors(rng)
    verb, passive = rng.choice(_ONE_WAY)
    return Scene(same=(f"{a} {verb} {b}", f"{b} {passive} {a}"), against=(f"{a} never {verb} {b}", f"{b} was never {passive[4:]} {a}"),
                 beside=(f"{b} {verb} {a}", f"{a} {passive} {b}", f"{c} {verb} {b}", f"{a} {verb} {c}"))


def mutual_roles(rng: random.Random) -> Scene:
    a, b, c = _actors(rng)
    verb, again, not_so = rng.choice(_MUTUAL)
    return Scene(same=(f"{a} {verb} {b}", f"{b} {verb} {a}", f"{a} {again} {b}", f"{b} {again} {a}"),
                 against=(f"{a} {not_so} {b}", f"{b} {not_so} {a}"),
                 beside=(f"{a} {verb} {c}", f"{c} {not_so} {a}", f"{c} {verb} {b}", f"{b} {not_so} {c}"))


def trades(rng: random.Random) -> Scene:
    a, b, c = rng.sample(FIRMS, 3)
    thing = rng.choice(("its paper mill", "two tankers", "a shipyard", "its mobile network", "a copper mine", "a fleet of buses"))
    return Scene(same=(f"{a} sold {thing} to {b}", f"{b} bought {thing} from {a}", f"{thing} passed from {a} to {b}"),
                 implied=(f"{b} bought {thing}", f"{a} sold {thing}"),
                 against=(f"{b} sold {thing} to {a}", f"{a} bought {thing} from {b}", f"{a} refused to sell {thing} to {b}",
                          f"{a} still owns {thing} and sold nothing to {b}"),
                 beside=(f"{a} sold {thing} to {c} years ago", f"{c} bought a bank from {b}", f"{b} offered {c} a loan",
                         f"{a} plans to hire engineers from {b}"))


def quantifiers(rng: random.Random) -> Scene:
    group, other = (text.format(rng.choice(PLACES)) for text in rng.sample(_GROUPS, 2))
    done, undone = rng.choice(_DONE)
    kind = rng.randrange(4)
    beside = (f"some of the {other} {undone}", f"all of the {other} {done}", f"none of the {other} {done}", f"the {group} were counted")
    if kind == 0:
        return Scene(same=(f"all of the {group} {done}", f"every one of the {group} was among those who {done}", f"the {group} all {done}"),
                     implied=(f"some of the {group} {done}", f"most of the {group} {done}"), beside=beside,
                     against=(f"not all of the {group} {done}", f"some of the {group} {undone}", f"none of the {group} {done}",
                              f"only half of the {group} {done}", f"most of the {group} {undone}"))
    if kind == 1:
        return Scene(same=(f"none of the {group} {done}", f"not one of the {group} was among those who {done}", f"all of the {group} {undone}"),
                     implied=(f"not all of the {group} {done}", f"some of the {group} {undone}"), beside=beside,
                     against=(f"all of the {group} {done}", f"some of the {group} {done}", f"a few of the {group} {done}"))
    if kind == 2:
        return Scene(same=(f"not all of the {group} {done}", f"some of the {group} {undone}"), beside=beside,
                     against=(f"all of the {group} {done}", f"the {group} {done} without exception"))
    return Scene(same=(f"most of the {group} {done}", f"the majority of the {group} {done}"), implied=(f"some of the {group} {done}",),
                 against=(f"none of the {group} {done}", f"most of the {group} {undone}", f"only a small minority of the {group} {done}"),
                 beside=beside)


def implicatives(rng: random.Random) -> Scene:
    a, b, _ = _actors(rng)
    base, past = rng.choice(_ACTS)
    other, other_past = rng.choice(_ACTS)
    beside = (f"{a} tried to {base}", f"{a} promised to {base}", f"{a} may {base} later", f"{a} was asked to {base}", f"{a} wanted to {base}",
              f"if it rains, {a} will {base}", f"{b} {past}", f"{b} did not {base}") + ((f"{a} {other_past}",) if other != base else ())
    if rng.random() < 0.5:
        return Scene(same=(f"{a} managed to {base}", f"{a} {past}", f"{a} succeeded and {past}", f"it is true that {a} {past}"), beside=beside,
                     against=(f"{a} failed to {base}", f"{a} did not {base}", f"{a} refused to {base}", f"{a} never {past}",
                              f"{a} was prevented from what it wanted: to {base}"))
    return Scene(same=(f"{a} did not {base}", f"{a} never {past}"), beside=beside[:4] + beside[5:],
                 against=(f"{a} {past}", f"{a} managed to {base}", f"{a} has already {past}", f"{a} {past} on {rng.choice(WEEKDAYS)}"))


def states(rng: random.Random) -> Scene:
    thing, other = (text.format(rng.choice(PLACES)) for text in rng.sample(_THINGS, 2))
    one, two = rng.sample(rng.choice(_STATES), 2)
    return Scene(same=(f"{thing} is {one}", f"{thing} remains {one}", f"{thing} is still {one}"),
                 against=(f"{thing} is {two}", f"{thing} is not {one}", f"{thing} is no longer {one}"),
                 beside=(f"{other} is {two}", f"{other} is not {one}", f"{thing} was {two} last year", f"{thing} may be {two} next month",
                         f"{thing} was built a century ago", f"officials visited {thing}"))


def both_and_either(rng: random.Random) -> Scene:
    a, b, c = _actors(rng)
    base, past = rng.choice(_ACTS)
    if rng.random() < 0.5:
        return Scene(same=(f"both {a} and {b} {past}", f"{a} and {b} {past}"), implied=(f"{a} {past}", f"{b} {past}"),
                     against=(f"neither {a} nor {b} {past}", f"only {a} {past}, while {b} did not", f"{b} did not {base}", f"{a} did not {base}"),
                     beside=(f"{c} {past}", f"{c} did not {base}", f"{a} knows {c}"))
    return Scene(same=(f"neither {a} nor {b} {past}", f"{a} did not {base} and nor did {b}"), implied=(f"{a} did not {base}", f"{b} did not {base}"),
                 against=(f"{a} {past}", f"{b} {past}", f"both {a} and {b} {past}", f"{a} or {b} {past}"),
                 beside=(f"{c} {past}", f"{c} did not {base}", f"{a} knows {c}"))


RELATION_SCENES: tuple[SceneMaker, ...] = (
    ordered_roles, one_way_roles, mutual_roles, trades, quantifiers, implicatives, states, both_and_either)
