"""Units of measure: a number before one of them is no count of things."""

from miwake.captions.vocabulary import vocabulary

UNITS = vocabulary(
    "m cm mm km kg g lb lbs ft feet inch inches meter meters metre metres mile miles hour hours minute minutes day",
    "days week weeks month months year years percent % o'clock am pm degrees volt volts kv bar psi kn kw hp ton",
    "tons liter liters litre litres old story storey level way °c °f °",
)
