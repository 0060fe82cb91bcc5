"""Irregular forms and close synonyms of words that news uses for one and the same thing."""

_IRREGULAR = """
rise rose risen rising|fall fell fallen|shoot shot shooting|strike struck stricken|flee fled|hold held
lose lost loss losses|sink sank sunk|steal stole stolen|take took taken|give gave given|leave left leaving
know knew known|see saw seen|go went gone|find found|break broke broken|burn burnt|begin began begun
write wrote written|speak spoke spoken|drive drove driven|fly flew flown|choose chose chosen|freeze froze frozen
send sent|spend spent|build built|buy bought|bring brought|catch caught|teach taught|sell sold sale sales
pay paid payment payments|meet met meeting meetings|keep kept|sleep slept|feel felt|deal dealt|lead led|feed fed
win won|sit sat|stand stood|hear heard|grow grew grown growth|throw threw thrown|wear wore worn|tear tore torn
swear swore sworn|shut shutting|cut cutting|hit hitting|run ran|come came|become became
withdraw withdrew withdrawn withdrawal|arrive arrived arrival arrivals|approve approved approval
refuse refused refusal|depart departed departure|close closed closure closures|fail failed failure failures
know knowledge|decide decided decision|sign signed signature|die died dying dies dead death deaths
child children|man men|woman women|person people persons|wife wives|life lives|foot feet|half halves
lie lied lying
"""

_FAMILIES = """
die kill fatality casualty perish slain lethal
injure injury wound hurt injured
close shut shutter lock padlock bolt
begin start commence launch onset
end finish conclude stop halt cease
rise climb increase grow gain jump soar surge
fall drop decline decrease shrink slip slump dip
shoot fire gunfire open-fire bullet gunshot
attack strike raid assault bombard shell
soldier troop serviceman
police officer constable
arrest detain capture seize
buy purchase acquire
send dispatch despatch deploy ship
vehicle truck lorry car van
vessel boat tanker freighter
aircraft plane jet airliner
employee worker staff job
notify inform warn alert
pay payment paid payout settle
invoice bill
offer bid
accident crash
fight battle clash
leak escape seep spill
rescue save
inspect examine check
cancel scrap
repair mend
weapon gun firearm rifle pistol
blaze inferno
probe inquiry investigation
error mistake
bribe kickback
poison contaminate pollute
lunch dinner meal
rock stone
sewage effluent
salary wage
depart leave quit resign
happen occur take-place
destroy demolish raze wreck
spark ignite kindle
house home dwelling
person people inhabitant resident
demonstrator protester marcher
video footage clip film recording
photo photograph picture image
say state claim tell
income revenue turnover
enter cross incursion
meet meeting talk contact
call telephone phone ring
hospital clinic infirmary
child pupil schoolchild
worth cost price
"""


def _irregular() -> dict[str, str]:
    table = {}
    for group in _IRREGULAR.replace("\n", "|").split("|"):
        first, *rest = group.split() or [""]
        table.update(dict.fromkeys(rest, first))
    return table


def _families(irregular: dict[str, str]) -> dict[str, str]:
    table = {}
    for line in _FAMILIES.strip().splitlines():
        first, *rest = line.split()
        for member in (first, *rest):
            table[irregular.get(member, member)] = first
            table[member] = first
    return table


IRREGULAR = _irregular()
FAMILY_OF = _families(IRREGULAR)
