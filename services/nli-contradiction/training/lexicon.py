"""Word lists for generated pairs: things that exclude each other, things that mean the same, and invented names."""

from __future__ import annotations

# fmt: off
EXCLUSIVE_SETS: tuple[tuple[str, ...], ...] = (
    ("red", "blue", "green", "yellow", "black", "white", "orange", "purple", "pink", "brown", "gray"),
    ("guitar", "piano", "violin", "drums", "trumpet", "flute", "cello", "saxophone", "accordion", "harp", "clarinet"),
    ("coffee", "tea", "beer", "wine", "water", "milk", "juice", "soda", "whiskey", "lemonade", "vodka", "champagne"),
    ("kitchen", "bathroom", "bedroom", "garage", "basement", "attic", "office", "hallway", "library", "classroom"),
    ("wooden", "metal", "plastic", "glass", "stone", "paper", "leather", "concrete", "brick", "marble"),
    ("carrots", "potatoes", "tomatoes", "onions", "cabbage", "spinach", "lettuce", "beans", "corn", "broccoli"),
    ("apple", "banana", "pear", "grape", "cherry", "lemon", "melon", "peach", "mango"),
    ("dog", "cat", "horse", "cow", "sheep", "goat", "pig", "rabbit", "elephant", "tiger", "bear"),
    ("soccer", "basketball", "tennis", "baseball", "hockey", "volleyball", "golf", "cricket", "rugby"),
    ("car", "bus", "train", "bicycle", "motorcycle", "truck", "boat", "airplane", "helicopter", "taxi"),
    ("shirt", "jacket", "coat", "dress", "sweater", "skirt", "vest"),
    ("beach", "forest", "desert", "mountain", "city", "park", "stadium", "airport", "church", "hospital"),
    ("doctor", "teacher", "lawyer", "farmer", "soldier", "firefighter", "waiter", "engineer", "nurse", "priest"),
    ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    ("january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december"),
    ("spring", "summer", "autumn", "winter"),
    ("north", "south", "east", "west"),
    ("northern", "southern", "eastern", "western"),
    ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "twenty", "thirty"),
    ("earth", "mars", "venus", "jupiter", "saturn", "neptune", "mercury"),
    ("france", "germany", "spain", "italy", "japan", "china", "brazil", "canada", "india", "mexico", "egypt", "kenya",
     "turkey", "russia", "poland", "sweden", "norway", "australia", "argentina", "ireland", "greece", "vietnam"),
    ("french", "german", "spanish", "italian", "japanese", "chinese", "brazilian", "canadian", "indian", "mexican",
     "egyptian", "turkish", "russian", "polish", "swedish", "norwegian", "australian", "irish", "greek", "american"),
    ("london", "paris", "berlin", "madrid", "rome", "tokyo", "moscow", "cairo", "chicago", "boston", "toronto"),
    ("catholic", "protestant", "muslim", "jewish", "hindu", "buddhist"),
    ("novel", "film", "song", "album", "play", "poem", "opera", "painting"),
    ("actor", "singer", "writer", "painter", "politician", "scientist", "architect", "athlete"),
    ("steel", "copper", "gold", "silver", "aluminium", "iron"),
    ("oil", "gas", "coal", "solar", "nuclear"),
)

ANTONYMS: tuple[tuple[str, str], ...] = (
    ("big", "small"), ("large", "small"), ("huge", "tiny"), ("tall", "short"), ("long", "short"), ("old", "young"),
    ("new", "old"), ("hot", "cold"), ("warm", "cool"), ("wet", "dry"), ("happy", "sad"), ("rich", "poor"),
    ("empty", "full"), ("open", "closed"), ("opened", "closed"), ("inside", "outside"), ("indoors", "outdoors"),
    ("above", "below"), ("up", "down"), ("upstairs", "downstairs"), ("early", "late"), ("before", "after"),
    ("day", "night"), ("male", "female"), ("man", "woman"), ("men", "women"), ("boy", "girl"), ("boys", "girls"),
    ("increase", "decrease"), ("increased", "decreased"), ("rose", "fell"), ("rises", "falls"), ("rising", "falling"),
    ("won", "lost"), ("win", "lose"), ("winning", "losing"), ("accepted", "rejected"), ("accept", "reject"),
    ("allowed", "banned"), ("allow", "forbid"), ("approved", "rejected"), ("approve", "reject"), ("alive", "dead"),
    ("guilty", "innocent"), ("legal", "illegal"), ("safe", "dangerous"), ("strong", "weak"), ("fast", "slow"),
    ("easy", "difficult"), ("cheap", "expensive"), ("same", "different"), ("public", "private"), ("begin", "end"),
    ("began", "ended"), ("started", "finished"), ("arrived", "left"), ("remember", "forget"), ("success", "failure"),
    ("successful", "unsuccessful"), ("possible", "impossible"), ("agree", "disagree"), ("agreed", "refused"),
    ("support", "oppose"), ("supported", "opposed"), ("supports", "opposes"), ("love", "hate"), ("loves", "hates"),
    ("more", "less"), ("most", "least"), ("better", "worse"), ("best", "worst"), ("higher", "lower"),
    ("highest", "lowest"), ("larger", "smaller"), ("largest", "smallest"), ("older", "younger"), ("oldest", "youngest"),
    ("always", "never"), ("everyone", "nobody"), ("everything", "nothing"), ("always", "rarely"), ("often", "rarely"),
    ("asleep", "awake"), ("sleeping", "awake"), ("standing", "sitting"), ("sitting", "standing"),
    ("crying", "laughing"),
    ("alone", "together"), ("quiet", "loud"), ("clean", "dirty"), ("light", "dark"), ("heavy", "light"),
    ("left", "right"), ("front", "back"), ("near", "far"), ("thick", "thin"), ("wide", "narrow"), ("deep", "shallow"),
    ("hired", "fired"), ("bought", "sold"), ("buy", "sell"), ("expanded", "shrank"), ("survived", "died"),
    ("released", "detained"), ("confirmed", "refuted"), ("permanent", "temporary"), ("voluntary", "compulsory"),
    ("domestic", "foreign"), ("major", "minor"), ("majority", "minority"), ("married", "single"),
    ("war", "peace"), ("friend", "enemy"), ("friends", "enemies"), ("profit", "loss"), ("with", "without"),
)

SYNONYMS: tuple[tuple[str, str], ...] = (
    ("big", "large"), ("small", "little"), ("begin", "start"), ("began", "started"), ("child", "kid"),
    ("children", "kids"), ("bicycle", "bike"), ("motorcycle", "motorbike"), ("couch", "sofa"), ("street", "road"),
    ("automobile", "car"), ("quickly", "fast"), ("buy", "purchase"), ("bought", "purchased"), ("help", "assist"),
    ("helped", "assisted"), ("doctor", "physician"), ("lawyer", "attorney"), ("film", "movie"), ("photo", "picture"),
    ("happy", "glad"), ("sad", "unhappy"), ("killed", "slain"), ("hurt", "injured"), ("wounded", "injured"),
    ("near", "close to"), ("nearly", "almost"), ("about", "approximately"), ("frequently", "often"),
    ("rarely", "seldom"), ("also", "too"), ("huge", "enormous"), ("tiny", "very small"), ("rose", "increased"),
    ("fell", "dropped"), ("ended", "finished"), ("whole", "entire"), ("town", "small city"), ("smart", "intelligent"),
    ("rich", "wealthy"), ("couple", "pair"), ("answer", "reply"), ("difficult", "hard"), ("area", "region"),
    ("outside", "outdoors"), ("ocean", "sea"), ("autumn", "fall"), ("seriously", "severely"),
    ("founded", "established"),
    ("agreement", "deal"), ("government", "administration"), ("purchased", "acquired"), ("talk", "speak"),
)

HYPERNYMS: tuple[tuple[str, str], ...] = (
    ("dog", "animal"), ("cat", "animal"), ("horse", "animal"), ("guitar", "instrument"), ("violin", "instrument"),
    ("car", "vehicle"), ("truck", "vehicle"), ("bus", "vehicle"), ("man", "person"), ("woman", "person"),
    ("boy", "child"), ("girl", "child"), ("soccer", "sport"), ("tennis", "sport"), ("rose", "flower"),
    ("apple", "fruit"), ("banana", "fruit"), ("shirt", "garment"), ("jacket", "garment"), ("soldiers", "people"),
    ("doctor", "professional"), ("novel", "book"), ("running", "moving"), ("walking", "moving"), ("coffee", "drink"),
)

GIVEN_NAMES = (
    "Anna", "Boris", "Carla", "David", "Elena", "Farid", "Grace", "Hassan", "Irene", "Jonas", "Karim", "Lucia", "Marek",
    "Nadia", "Oscar", "Petra", "Quentin", "Rosa", "Samuel", "Tamar", "Ulrich", "Vera", "Walter", "Ximena", "Yusuf",
    "Zoe",
)
SURNAMES = (
    "Adler", "Brandt", "Castillo", "Dvorak", "Eriksen", "Ferrante", "Gallagher", "Haddad", "Ivanov", "Jensen",
    "Kowalski",
    "Lindqvist", "Moreau", "Nakata", "Okonkwo", "Petrov", "Quiroga", "Rahman", "Silva", "Tanaka", "Ueda", "Vasquez",
    "Weber", "Yilmaz", "Zhang", "Abbott", "Barros", "Cohen", "Diallo", "Engel",
)
PLACES = (
    "Halden", "Moss", "Arvika", "Kielce", "Tarnow", "Brno", "Graz", "Lugano", "Trieste", "Bari", "Cadiz", "Murcia",
    "Porto",
    "Braga", "Lille", "Nantes", "Ghent", "Breda", "Aarhus", "Turku", "Tartu", "Kaunas", "Lviv", "Odesa", "Varna",
    "Izmir",
    "Aleppo", "Basra", "Shiraz", "Herat", "Quetta", "Pune", "Mysore", "Mandalay", "Hue", "Cebu", "Busan", "Sendai",
    "Perth",
    "Durban", "Mombasa", "Kano", "Tamale", "Oran", "Sfax", "Leon", "Cusco", "Salta", "Natal", "Tampa", "Boise",
    "Fresno",
)
COUNTRIES = (
    "France", "Germany", "Spain", "Italy", "Japan", "China", "Brazil", "Canada", "India", "Mexico", "Egypt", "Kenya",
    "Turkey", "Russia", "Poland", "Sweden", "Norway", "Australia", "Argentina", "Ireland", "Greece", "Vietnam", "Iran",
    "Israel", "Ukraine", "Nigeria", "Ethiopia", "Pakistan", "Indonesia", "Thailand", "Chile", "Peru", "Morocco",
    "Serbia",
)
FIRMS = (
    "Norvik Steel", "Altamar Shipping", "Brightwell Energy", "Castel Foods", "Delta Harbour Lines", "Eastgate Bank",
    "Ferrum Motors", "Granite Mining", "Helix Pharma", "Ironbridge Rail", "Juniper Air", "Kestrel Telecom",
    "Lagoon Hotels", "Meridian Oil", "Northfield Dairy", "Orion Chips", "Pinewood Paper", "Quarry Cement",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
NUMBER_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
                "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty")
# fmt: on
