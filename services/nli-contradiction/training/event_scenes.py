"""Scenes of invented news events: casualties, figures, causes, times, places, agents."""
# ruff: noqa: E501, ISC004 (lists of sentences: one meaning to a line)

from __future__ import annotations

import random

from training.lexicon import COUNTRIES, FIRMS, GIVEN_NAMES, MONTHS, NUMBER_WORDS, PLACES, SURNAMES, WEEKDAYS
from training.newsroom import Scene, SceneMaker

# fmt: off
_DISASTERS = ("explosion", "fire", "flood", "bus crash", "earthquake", "building collapse", "landslide", "drone strike",
              "rocket attack", "train derailment", "ferry accident", "gas leak", "bombing", "storm")
_INDICATORS = ("exports", "unemployment", "inflation", "industrial output", "house prices", "tourism revenue", "tax income",
               "car sales", "wages", "crime", "electricity use", "rail traffic")
_CAUSES = ("an electrical fault", "arson", "a gas leak", "lightning", "a drone", "human error", "a faulty valve",
           "a fallen power line", "sabotage", "a discarded cigarette", "a missile", "poor maintenance")
_TOPICS = ("the ceasefire", "the curfew", "the strike", "the evacuation", "the blackout", "the search", "the hearing",
           "the siege", "the embargo", "the military exercise", "the vaccination campaign", "the shelling")


def _person(rng: random.Random) -> str:
    return f"{rng.choice(GIVEN_NAMES)} {rng.choice(SURNAMES)}"


def _number(value: int, rng: random.Random) -> str:
    return NUMBER_WORDS[value - 2] if 2 <= value <= 20 and rng.random() < 0.5 else f"{value:,}"


def casualties(rng: random.Random) -> Scene:
    what, (here, there), day = rng.choice(_DISASTERS), rng.sample(PLACES, 2), rng.choice(WEEKDAYS)
    dead = rng.choice([rng.randint(3, 20), rng.randint(21, 400)])
    other = max(2, round(dead * rng.choice([0.3, 0.5, 0.75, 1.5, 2, 4]))) + 1
    other += other == dead
    n, m, fewer = _number(dead, rng), _number(other, rng), max(2, round(dead * rng.uniform(0.5, 0.99)))
    return Scene(
        same=(f"the {what} in {here} killed {n} people", f"{n} people died in the {what} in {here}",
              f"{what} kills {n} in {here}", f"the death toll from the {what} in {here} is {n}",
              f"{n} people were killed when the {what} hit {here}"),
        implied=(f"at least {fewer} people were killed in the {what} in {here}", f"people died in the {what} in {here}",
                 f"the {what} in {here} was deadly", f"more than {max(1, fewer - 1)} people died in the {what} in {here}"),
        against=(f"{m} people died in the {what} in {here}", f"the {what} in {here} killed {m} people",
                 f"nobody was killed in the {what} in {here}", f"there were no deaths in the {what} in {here}",
                 f"at least {dead + rng.randint(3, 60)} people were killed in the {what} in {here}",
                 f"fewer than {max(2, round(dead * .6))} people died in the {what} in {here}",
                 f"everyone survived the {what} in {here}"),
        beside=(f"{m} people were injured in the {what} in {here}", f"{m} people died in the {what} in {there}",
                f"a {what} in {there} killed {m} people on {day}", f"the {what} in {here} destroyed {m} homes",
                f"rescuers reached {here} on {day}", f"{m} people are missing after the {what} in {here}",
                f"the {what} in {here} happened on {day}"))


def figures(rng: random.Random) -> Scene:
    (what, also), (here, there) = rng.sample(_INDICATORS, 2), rng.sample(COUNTRIES, 2)
    now, then = rng.sample(MONTHS, 2)
    up = rng.random() < 0.5
    rate, other = rng.sample(range(2, 60), 2)
    moves = [("rose", "increased", "climbed", "grew"), ("fell", "dropped", "declined", "decreased")]
    (a, b, *_), (c, d, *_) = (rng.sample(words, 4) for words in (moves if up else moves[::-1]))
    return Scene(
        same=(f"{what} in {here} {a} {rate} percent in {now}", f"{what} in {here} {b} by {rate}% in {now}",
              f"in {now}, {here} saw its {what} {'rise' if up else 'fall'} {rate} percent"),
        implied=(f"{what} in {here} {b} in {now}", f"{what} in {here} did not {'fall' if up else 'rise'} in {now}",
                 f"{what} in {here} changed in {now}"),
        against=(f"{what} in {here} {c} {rate} percent in {now}", f"{what} in {here} {d} in {now}",
                 f"{what} in {here} {a} {other} percent in {now}", f"{what} in {here} stayed flat in {now}",
                 f"{what} in {here} did not {'rise' if up else 'fall'} in {now}"),
        beside=(f"{what} in {here} {c} {other} percent in {then}", f"{what} in {there} {c} {other} percent in {now}",
                f"{also} in {here} {c} {other} percent in {now}", f"{what} in {here} {a} {other} percent in {then}",
                f"{here} expects {what} to {'fall' if up else 'rise'} next year", f"{what} in {there} {a} {other}% in {now}"))


def causes(rng: random.Random) -> Scene:
    what = rng.choice(("fire", "explosion", "blackout", "crash", "spill", "collapse"))
    (cause, other), (firm, rival) = rng.sample(_CAUSES, 2), rng.sample(FIRMS, 2)
    here, day = rng.choice(PLACES), rng.choice(WEEKDAYS)
    return Scene(
        same=(f"the {what} at the {firm} plant was caused by {cause}", f"{cause} caused the {what} at the {firm} plant",
              f"the {what} at the {firm} plant was the result of {cause}"),
        implied=(f"there was a {what} at the {firm} plant", f"the cause of the {what} at the {firm} plant is known"),
        against=(f"the {what} at the {firm} plant was caused by {other}", f"{other} caused the {what} at the {firm} plant",
                 f"the {what} at the {firm} plant was not caused by {cause}", f"{cause} was ruled out as the cause of the "
                 f"{what} at the {firm} plant", f"{cause} played no part in the {what} at the {firm} plant"),
        beside=(f"the {what} at the {firm} plant broke out on {day}", f"{other} caused a {what} at {rival} in {here}",
                f"the {what} at the {firm} plant stopped production for weeks", f"{firm} has insured its plant in {here}",
                f"{cause} may have caused a {what} at the {rival} plant"))


def times(rng: random.Random) -> Scene:
    topic, other_topic = rng.sample(_TOPICS, 2)
    (here, there), (day, later) = rng.sample(PLACES, 2), rng.sample(WEEKDAYS, 2)
    began = rng.choice((("began", "started"), ("ended", "was over")))
    return Scene(
        same=(f"{topic} in {here} {began[0]} on {day}", f"on {day}, {topic} in {here} {began[1]}"),
        implied=(f"{topic} in {here} {began[0]}",),
        against=(f"{topic} in {here} {began[0]} on {later}", f"{topic} in {here} {began[1]} on {later}, not on {day}",
                 f"{topic} in {here} has not {'begun' if began[0] == 'began' else 'ended'}",
                 f"{topic} in {here} never {'began' if began[0] == 'began' else 'ended'}"),
        beside=(f"{topic} in {there} {began[0]} on {later}", f"{other_topic} in {here} {began[0]} on {later}",
                f"people in {here} heard about {topic} on the radio", f"the mayor of {here} spoke on {later}",
                f"{topic} in {here} affected schools"))


def meeting_places(rng: random.Random) -> Scene:
    (one, two), (here, there), day = rng.sample(COUNTRIES, 2), rng.sample(PLACES, 2), rng.choice(WEEKDAYS)
    return Scene(
        same=(f"the talks between {one} and {two} were held in {here}", f"{one} and {two} held their talks in {here}",
              f"negotiators from {two} and {one} met in {here}"),
        implied=(f"{one} and {two} held talks", f"envoys of {one} met envoys of {two}"),
        against=(f"the talks between {one} and {two} were held in {there}, not in {here}",
                 f"the talks between {one} and {two} took place in {there}", f"{one} and {two} have not held any talks",
                 f"the talks between {one} and {two} never took place"),
        beside=(f"the talks between {one} and {two} lasted two days", f"{one} held a military exercise near {there}",
                f"ministers arrived in {there} on {day}", f"{two} will open a consulate in {there}",
                f"{one} and {two} may meet again in {there}"))


def agents(rng: random.Random) -> Scene:
    one, two, three = rng.sample(COUNTRIES, 3)
    here, there = rng.sample(PLACES, 2)
    thing = rng.choice(("drone", "cargo ship", "passenger jet", "satellite dish", "bridge", "power station", "patrol boat"))
    did, done = rng.choice((("shot at", "shot at"), ("destroyed", "destroyed"), ("seized", "seized"), ("hit", "hit"),
                            ("attacked", "attacked")))
    return Scene(
        same=(f"{one} {did} the {thing} near {here}", f"the {thing} near {here} was {done} by {one}",
              f"forces of {one} {did} the {thing} near {here}"),
        implied=(f"the {thing} near {here} was {done}", f"someone {did} the {thing} near {here}"),
        against=(f"the {thing} near {here} was {done} by {two}, not by {one}", f"{one} did not {_stem(did)} the {thing} near {here}",
                 f"the {thing} near {here} was not {done}", f"it was {two} that {did} the {thing} near {here}",
                 f"{one} had nothing to do with what happened to the {thing} near {here}"),
        beside=(f"{two} {did} a {thing} near {there}", f"the {thing} near {here} belonged to {three}",
                f"{two} sent inspectors to {there}", f"{one} bought a {thing} from {three}",
                f"{three} condemned what happened near {here}"))


def _stem(verb: str) -> str:
    return {"shot at": "shoot at", "destroyed": "destroy", "seized": "seize", "hit": "hit", "attacked": "attack"}[verb]


def deployments(rng: random.Random) -> Scene:
    one, two, three = rng.sample(COUNTRIES, 3)
    who = rng.choice(("troops", "soldiers", "military advisers", "warplanes", "police officers", "tanks"))
    sent = rng.choice(("sent", "deployed", "dispatched"))
    return Scene(
        same=(f"{one} {sent} {who} to {two}", f"{who} from {one} were sent to {two}", f"{one} has {sent} {who} to {two}"),
        implied=(f"there have been {who} from {one} in {two}",),
        against=(f"{one} has never sent any {who} to {two}", f"no {who} from {one} have been in {two}",
                 f"{one} did not send {who} to {two}", f"there are no {who} from {one} in {two} and there never were"),
        beside=(f"{one} sent medical aid to {two}", f"{one} sent {who} to {three}", f"{three} {sent} {who} to {two}",
                f"{two} sent {who} to {one}", f"{one} may send {who} to {two} next year", f"{two} thanked {one} for a loan",
                f"relations between {one} and {two} comply with international law"))


def officials(rng: random.Random) -> Scene:
    name, other = _person(rng), _person(rng)
    here, there = rng.sample(COUNTRIES, 2)
    post = rng.choice(("prime minister", "president", "finance minister", "army chief", "central bank governor"))
    won = rng.random() < 0.5
    if won:
        return Scene(
            same=(f"{name} won the presidential election in {here}", f"{name} was elected president of {here}"),
            implied=(f"{name} ran for president in {here}",),
            against=(f"{name} lost the presidential election in {here}", f"{other} won the presidential election in {here}, "
                     f"defeating {name}", f"{name} was not elected president of {here}"),
            beside=(f"{other} won the presidential election in {there}", f"{name} visited {there}",
                    f"{other} supported {name} in {here}", f"{other} was elected mayor of the capital of {here}"))
    return Scene(
        same=(f"{name} resigned as {post} of {here}", f"{here}'s {post} {name} stepped down"),
        implied=(f"{name} was {post} of {here}",),
        against=(f"{name} remains {post} of {here} and has not resigned", f"{name} refused to step down as {post} of {here}",
                 f"{name} has never been {post} of {here}"),
        beside=(f"{other} resigned as {post} of {there}", f"{name} spoke about taxes in {here}",
                f"{other} criticised {name}", f"{other} met the {post} of {there}"))


EVENT_SCENES: tuple[SceneMaker, ...] = (casualties, figures, causes, times, meeting_places, agents, deployments, officials)
