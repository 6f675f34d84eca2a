"""Families of the packs that several rules speak of together."""

BODY = frozenset({"part of the body", "part of the face", "part of an animal"})
WORN = frozenset({"clothing", "garment", "headgear", "footwear", "accessory", "eyewear", "safety equipment"})
