"""What the packs know of sites: what must come out of a description, and what must never."""

from collections.abc import Callable

import pytest

from miwake.domain.negatives import Proposal

Propose = Callable[..., list[Proposal]]

COMES = [
    # Construction
    ("The ladder is secured at the top.", "The ladder is unsecured at the top."),
    ("A crane with its boom raised.", "A crane with its boom lowered."),
    ("The outriggers are extended.", "The outriggers are retracted."),
    ("a plate compactor on the gravel", "a rammer on the gravel"),
    ("an excavator next to a jersey barrier", "an excavator next to a mesh fence"),
    ("a crack in the north wall of the building", "a crack in the south wall of the building"),
    ("The trench is backfilled.", "The trench is open."),
    ("A rigger hooks the sling.", "A rigger unhooks the sling."),
    ("A worker descends the scaffold.", "A worker climbs the scaffold."),
    ("The crane lowers a steel beam.", "The crane lifts a steel beam."),
    ("Workers dismantle the scaffold.", "Workers erect the scaffold."),
    ("The excavator dumps soil.", "The excavator loads soil."),
    ("The rebar ends are capped.", "The rebar ends are uncapped."),
    ("a worker with bare hands", "a worker with gloved hands"),
    ("a worker under the load", "a worker clear of the load"),
    ("guardrails on both sides of the walkway", "guardrails on one side of the walkway"),
    ("A worker with his helmet on.", "A worker with his helmet off."),
    ("a total station beside the foreman", "a theodolite beside the foreman"),
    # Plant
    ("The gate valve is half open.", "The gate valve is closed."),
    ("a check valve on the pipe", "a ball valve on the pipe"),
    ("an elbow on the steam pipe", "a flange on the steam pipe"),
    ("A technician tightens the bolt.", "A technician loosens the bolt."),
    ("An operator closes the hatch.", "An operator opens the hatch."),
    ("A technician disconnects the hose.", "A technician connects the hose."),
    ("The pump is running.", "The pump is stopped."),
    ("The needle is in the green zone.", "The needle is in the red zone."),
    ("The belt is slack.", "The belt is taut."),
    ("The coupling guard is missing.", "The coupling guard is present."),
    ("a badly worn brake pad", "an unworn brake pad"),
    ("two slightly worn brake pads", "two badly worn brake pads"),
    ("The fire exit is blocked.", "The fire exit is clear."),
    ("an oil leak below the pump", "a water leak below the pump"),
    ("The tank is half full.", "The tank is empty."),
    ("The lever is perpendicular to the pipe.", "The lever is parallel to the pipe."),
    ("The gauge is upstream of the valve.", "The gauge is downstream of the valve."),
    ("The circuit breaker is locked out.", "The circuit breaker is energized."),
    ("A gas cylinder is chained.", "A gas cylinder is unsecured."),
    ("The emergency stop button is pressed.", "The emergency stop button is released."),
    ("an uninsulated pipe", "an insulated pipe"),
    # Inspection
    ("a longitudinal crack in the beam", "a transverse crack in the beam"),
    ("a hairline crack in the column", "a wide crack in the column"),
    ("There is efflorescence on the concrete column.", "There is spalling on the concrete column."),
    ("porosity in the weld", "slag in the weld"),
    ("an undercut along the weld", "an overlap along the weld"),
    ("a severe deformation of the beam", "a slight deformation of the beam"),
    ("The rope is frayed.", "The rope is intact."),
    ("an unworn brake pad", "a badly worn brake pad"),
    ("a dented drum", "an undented drum"),
    ("a crack on the underside of the slab", "a crack on the upper side of the slab"),
    ("a stain in the upper left corner", "a stain in the lower left corner"),
    ("a cold solder joint on the board", "a solder bridge on the board"),
    ("The weld was accepted and is passed.", "The weld was accepted and is failed."),
    ("a hot spot on the solar panel", "a snail trail on the solar panel"),
    ("a broken yarn in the fabric", "a hole in the fabric"),
    ("The tile is firmly attached.", "The tile is loose."),
    # Warehouse
    ("a shrink-wrapped pallet", "an unwrapped pallet"),
    ("a reach truck in the aisle", "a pallet jack in the aisle"),
    ("The forks of the forklift are raised.", "The forks of the forklift are lowered."),
    ("Workers unload the truck.", "Workers load the truck."),
    ("a carton on the top shelf", "a carton on the bottom shelf"),
    ("a double-stacked pallet", "a single-stacked pallet"),
    ("a leaning stack of boxes", "a straight stack of boxes"),
    ("A picker unwraps the pallet.", "A picker wraps the pallet."),
    ("The wheels of the trailer are chocked.", "The wheels of the trailer are unchocked."),
    ("an overloaded rack", "a correctly loaded rack"),
    ("a shipping label on the carton", "a hazard label on the carton"),
    ("an inbound pallet at the dock", "an outbound pallet at the dock"),
    ("a dock leveller at the ramp", "a wheel chock at the ramp"),
    ("a pallet inside the marked area", "a pallet outside the marked area"),
]
NEVER = [
    # Open and closed hold for valves, doors and hatches.
    ("sheep in an open field", "closed"),
    ("an open area under a closed sky", "a closed area"),
    # Ambiguous nouns keep to their context.
    ("a plate of chips on the table", "dents"),
    ("a bowl of nuts and chips", "scratches"),
    ("a man leaning on his elbow", "flange"),
    ("a DN50 elbow under the pipe rack", "knee"),
    ("a valve with a broken seal", "shark"),
    ("a seal on the beach", "gasket"),
    ("a forklift with its forks raised", "knives"),
    ("a knife beside two forks", "masts"),
    ("oil drums on a pallet", "guitars"),
    ("a drummer with a drum on the stage", "silo"),
    ("a skateboarder jumps over a pit", "corrosion"),
    ("a woman in a gray tank top", "evaporator"),
    ("a girl in a denim jacket", "brick"),
    ("a wooden pallet", "silk"),
    ("flowers in a vase filled with water", "condensate"),
    ("a dog chasing a frisbee", "kite and"),
    # Synonyms and wider words never stand against each other.
    ("an excavator beside a truck", "a digger beside"),
    ("a hard hat on a table", "a helmet on a table"),
    ("a forklift in the warehouse", "a lift truck"),
    ("a pressure gauge on the pipe", "a manometer"),
    ("rust on the beam", "Corrosion on"),
    ("a helmet on the table", "helmet off"),
]


@pytest.mark.parametrize(("caption", "negative"), COMES)
def test_a_site_engineers_words_are_known(propose: Propose, caption: str, negative: str) -> None:
    assert negative in {each.text for each in propose(caption)}


@pytest.mark.parametrize(("caption", "part"), NEVER)
def test_words_keep_to_their_sense(propose: Propose, caption: str, part: str) -> None:
    found = {each.text for each in propose(caption)}
    assert found
    assert not {text for text in found if part.casefold() in text.casefold()}
