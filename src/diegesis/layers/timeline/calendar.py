"""Names of the calendar: months, weekdays, feasts, seasons, parts of the day."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), start=1
    )
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
#: Feasts of a fixed day (``--MM-DD``); a movable one has its name.
FEASTS = {
    "new year's eve": "--12-31",
    "new year's day": "--01-01",
    "new year's": "--01-01",
    "new year": "--01-01",
    "twelfth night": "--01-05",
    "epiphany": "--01-06",
    "candlemas": "--02-02",
    "valentine's day": "--02-14",
    "shrove tuesday": "shrove tuesday",
    "ash wednesday": "ash wednesday",
    "lady day": "--03-25",
    "palm sunday": "palm sunday",
    "good friday": "good friday",
    "easter eve": "easter",
    "easter sunday": "easter",
    "easter monday": "easter",
    "easter": "easter",
    "may day": "--05-01",
    "ascension day": "ascension",
    "whit sunday": "whitsun",
    "whit monday": "whitsun",
    "whitsuntide": "whitsun",
    "whitsun": "whitsun",
    "pentecost": "whitsun",
    "midsummer eve": "--06-23",
    "midsummer's eve": "--06-23",
    "midsummer day": "--06-24",
    "midsummer": "--06-24",
    "lammas": "--08-01",
    "michaelmas": "--09-29",
    "hallowe'en": "--10-31",
    "halloween": "--10-31",
    "all hallows": "--11-01",
    "all saints": "--11-01",
    "all souls": "--11-02",
    "bonfire night": "--11-05",
    "guy fawkes": "--11-05",
    "martinmas": "--11-11",
    "thanksgiving": "thanksgiving",
    "christmas eve": "--12-24",
    "christmas day": "--12-25",
    "christmastide": "--12-25",
    "christmas": "--12-25",
    "boxing day": "--12-26",
    "ramadan": "ramadan",
    "passover": "passover",
}
#: Nouns that make a name of the calendar an adjective: *a Christmas card*, *the evening paper*.
THINGS = (
    r"(?:tree|pudding|presents?|cards?|dinner|carols?|cake|cracker|box|bonnet|eggs?|hymns?|lights?|decorations|dress|clothes|"
    r"gown|papers?|news|star|coat|room|suit|meal|prayers?|shift|train|post|watch|nurse|porter|light|sky|air|mist|sun|cap|shirt|"
    r"school|call|service|wear|boots|curtains|garden|house|quarters|holidays?|wheat|lamb|storm|rain|onions?|"
    r"stand|gown|table|breakfast|tea|concert|performance|edition|class|bell|frost|wind|dew|glory|glories)\b"
)
#: Parts of the day: the value, and the hour at which to place them.
PARTS = {
    "dawn": ("dawn", 5.5),
    "daybreak": ("dawn", 5.5),
    "sunrise": ("dawn", 6.0),
    "sunup": ("dawn", 6.0),
    "first light": ("dawn", 5.5),
    "breakfast-time": ("morning", 8.0),
    "breakfast": ("morning", 8.0),
    "morning": ("morning", 9.0),
    "forenoon": ("morning", 10.0),
    "noon": ("T12:00", 12.0),
    "midday": ("T12:00", 12.0),
    "noonday": ("T12:00", 12.0),
    "dinner-time": ("midday", 13.0),
    "afternoon": ("afternoon", 15.0),
    "tea-time": ("afternoon", 16.5),
    "teatime": ("afternoon", 16.5),
    "sunset": ("dusk", 18.5),
    "sundown": ("dusk", 18.5),
    "dusk": ("dusk", 19.0),
    "twilight": ("dusk", 19.0),
    "nightfall": ("dusk", 19.5),
    "evening": ("evening", 20.0),
    "supper-time": ("evening", 20.0),
    "bedtime": ("night", 21.5),
    "night": ("night", 22.5),
    "midnight": ("T00:00", 24.0),
}
