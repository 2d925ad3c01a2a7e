"""The facts of the specimen: Kent's published grades for 2005/06, and invented ratings to show the layout."""

from __future__ import annotations

from inspect_app.ui.marks import Direction, Grade

EXCELLENT = Grade("excellent", "Excellent", "E", 0, "disc")
GOOD = Grade("good", "Good", "G", 1, "rounded")
FAIR = Grade("fair", "Fair", "F", 2, "square")
POOR = Grade("poor", "Poor", "P", 3, "diamond")
SCALE = (EXCELLENT, GOOD, FAIR, POOR)

IMPROVED = Direction("improved", "Improved", "arrow_up")
STABLE = Direction("stable", "Stable", "arrow_right")
DECLINED = Direction("declined", "Declined", "arrow_down")
NOT_GRADED = Direction("not_graded", "Not graded", "dash")
DIRECTIONS = (IMPROVED, STABLE, DECLINED, NOT_GRADED)

DOMAINS = {
    "1": "Citizen focus",
    "2": "Reducing crime",
    "3": "Investigating crime",
    "4": "Promoting safety",
    "5": "Providing assistance",
    "6": "Resource use",
    "7": "Leadership and direction",
}

# Code, title, grade, direction, forces from the worst grade to the best, priority, what the method says.
FRAMEWORKS = (
    ("1A", "Fairness and equality in service delivery", GOOD, STABLE, (0, 15, 28, 0), False, "agrees"),
    ("1B", "Neighbourhood policing and problem solving", FAIR, STABLE, (4, 18, 20, 1), True, "agrees"),
    ("1C", "Customer service and accessibility", GOOD, STABLE, (0, 19, 22, 2), False, "agrees"),
    ("1D", "Professional standards", GOOD, NOT_GRADED, (2, 16, 25, 0), False, "agrees"),
    ("2A", "Volume crime reduction", FAIR, DECLINED, (1, 18, 20, 4), False, "agrees"),
    ("3A", "Managing critical incidents and major crime", FAIR, STABLE, (5, 17, 17, 4), True, "differs ²"),
    ("3B", "Tackling serious and organised criminality", GOOD, STABLE, (7, 21, 13, 2), True, "agrees"),
    ("3C", "Volume crime investigation", FAIR, IMPROVED, (3, 20, 16, 4), False, "agrees"),
    ("3D", "Improving forensic performance", GOOD, IMPROVED, (3, 16, 21, 3), False, "agrees"),
    ("3E", "Criminal justice processes", GOOD, IMPROVED, (0, 15, 27, 1), False, "agrees"),
    ("4A", "Reducing anti-social behaviour", GOOD, STABLE, (0, 8, 35, 0), False, "agrees"),
    ("4B", "Protecting vulnerable people", FAIR, STABLE, (8, 32, 3, 0), True, "agrees"),
    ("5A", "Contact management", GOOD, STABLE, (1, 18, 20, 4), False, "agrees"),
    ("5B", "Providing specialist operational support", GOOD, IMPROVED, (0, 23, 19, 1), True, "agrees"),
    ("5C", "Strategic roads policing", GOOD, STABLE, (0, 7, 33, 3), True, "agrees"),
    ("6A", "Human resource management", GOOD, STABLE, (2, 18, 23, 0), False, "agrees"),
    ("6B", "Training, development and organisational learning", GOOD, IMPROVED, (3, 11, 27, 2), False, "agrees"),
    ("6C", "Race and diversity", EXCELLENT, DECLINED, (0, 14, 27, 2), False, "agrees"),
    ("6D", "Managing financial and physical resources", EXCELLENT, STABLE, (1, 11, 24, 7), False, "agrees"),
    ("6E", "Information management", EXCELLENT, STABLE, (1, 9, 31, 2), False, "agrees ¹"),
    ("6F", "National Intelligence Model", GOOD, STABLE, (0, 19, 22, 2), False, "agrees"),
    ("7A", "Leadership", GOOD, NOT_GRADED, (0, 4, 35, 4), True, "agrees"),
    ("7B", "Performance management and continuous improvement", FAIR, DECLINED, (0, 12, 26, 5), False, "agrees"),
)

KEY_ISSUES = (
    "Effective mechanisms for obtaining community views",
    "Responding to local priorities",
    "Effective interventions and problem solving with partners and communities",
    "Operational activity to reassure communities",
    "Use of media to market success",
    "Uniformed patrol and visibility",
    "Extended police family",
    "Performance in reducing fear of crime",
)

STRENGTHS = (
    (
        "S1",
        "F1, F2",
        466,
        "Neighbourhood policing is led from the top. The chief constable and the assistant chief "
        "constable for area operations raise it at every chance, and a project team answers to a board within "
        "Programme 2015.",
    ),
    (
        "S2",
        "F3, G3",
        467,
        "The county council helps to pay for a chief superintendent who works with partners. This "
        "gives neighbourhood policing a place in the county’s most senior partnership discussions.",
    ),
    (
        "S3",
        "F4, G1",
        468,
        "The force has a long record of inventive joint work, some of it with bodies not usually "
        "thought of as partners, against nuisance in town centres, on estates and in rural and coastal places ",
    ),
    (
        "S4",
        "F6, G6",
        469,
        "Community support officers are used with imagination. Eighteen work on two joint "
        "programmes, with problem families and with people leaving prison, and bring time and skill to problems that "
        "keep returning.",
    ),
    (
        "S5",
        "F4",
        470,
        "Officers work closely with staff of other agencies, among them the county’s 100 community "
        "wardens. Partners have still to list their own people, meetings and forums and match them to those of the "
        "police.",
    ),
)
WORK = (
    (
        "W1",
        "F5, G2",
        474,
        "Tools that show which neighbourhoods are vulnerable are being built: an index from crime, "
        "incident and partner data, and a commercial database of some 300 sources. They will guide where staff are "
        "placed. The neighbourhoods have been drawn but not yet discussed with partners.",
    ),
    (
        "W2",
        "F7, G4",
        480,
        "Setting priorities with residents, rather than for them, is done well in places but not "
        "widely understood. A training programme is planned for neighbourhood officers and community support officers.",
    ),
    (
        "W3",
        "F8, G5",
        481,
        "A communication strategy is written and seminars run through the year. The aim is that "
        "partners share in neighbourhood policing rather than being asked about it. Joint publicity, "
        "inside and outside "
        "the force, is still to come.",
    ),
)
AREAS = (
    (
        "A1",
        "G7",
        485,
        "Make the job titles of neighbourhood staff the same across the force, so that call takers and "
        "others can see who covers a place and what its priorities are.",
    ),
    (
        "A2",
        "G5",
        486,
        "Tell every community who its neighbourhood team is and how to reach it. There was no common "
        "way of doing so, even in the pathfinder area, and nothing on the force’s website.",
    ),
    (
        "A3",
        "G2, G8",
        487,
        "Make problem solving a local habit. The force does it at the top; local staff know little "
        "of it and write little down, partners and residents are not part of it everywhere, and nobody reviews whether "
        "it works. A trainer has been appointed.",
    ),
    (
        "A4",
        "F9",
        488,
        "Record problem solving in one system for the whole force, as many forces do, so that it can be "
        "followed, analysed and shared.",
    ),
    (
        "A5",
        "G4",
        491,
        "Join up tasking. Partnership tasking takes place in much of the county, but its links with the "
        "force’s own tasking vary and residents have little part in it. The PACT project is working on this.",
    ),
    (
        "A6",
        "G2, G4",
        499,
        "Finish the pathfinder. Canterbury had been given no extra staff and had two community "
        "support officers in neighbourhood roles. Regular local engagement, joint problem solving and networks of key "
        "people were not in place.",
    ),
    (
        "A7",
        "G8",
        505,
        "Make teams more visible and easier to reach. Slow progress may be one reason why concern about "
        "crime is high and confidence in local police low.",
    ),
)

# Number, text, remark, rating as a sign and a word, findings, evidence.
CRITERIA = (
    (
        "F1",
        "A chief officer leads neighbourhood policing and answers for its progress.",
        "Dominant.",
        "met",
        "S1",
        "4 cited",
    ),
    ("F2", "A named project team has a plan with dates, and a board that follows it.", "", "met", "S1", "3 cited"),
    ("F3", "The local authority and other partners take part in planning.", "", "met", "S2", "2 cited"),
    ("F4", "Joint tactics exist for the problems communities raise most.", "", "met", "S3, S5", "3 cited"),
    ("F5", "Neighbourhoods are defined for the whole force area.", "", "met", "W1", "none"),
    ("F6", "Community support officers have roles that suit neighbourhood work.", "", "met", "S4", "2 cited"),
    ("F7", "Neighbourhood staff are trained, or have dates for training.", "", "met", "W2", "1 cited"),
    ("F8", "There is a communication plan for staff, partners and residents.", "", "met", "W3", "2 cited"),
    ("F9", "Problem solving is recorded in one system.", "Not significant.", "not met", "A4", "2 cited"),
    ("F10", "Confidence and fear of crime are measured and reported to the board.", "", "met", "none", "1 cited"),
    ("G1", "Joint tactics have been tested and shown to work.", "", "met", "S3", "2 cited"),
    ("G2", "The pathfinder area works to the full model.", "", "partly met", "W1, A3, A6", "3 cited"),
    ("G3", "Partners pay for, or share, posts.", "", "met", "S2", "1 cited"),
    ("G4", "Residents set priorities, and tasking follows them.", "", "partly met", "W2, A5, A6", "2 cited"),
    ("G5", "Every community can name and reach its team.", "", "not met", "W3, A2", "2 cited"),
    ("G6", "Specialist use of community support officers solves lasting problems.", "", "met", "S4", "2 cited"),
    ("G7", "Roles and titles are the same across the force.", "", "not met", "A1", "1 cited"),
    ("G8", "Problem solving is reviewed, and confidence is rising.", "", "not met", "A3, A7", "2 cited"),
)

TERMS = (
    ("area for improvement (AFI)", "A finding that something falls short and should change. Numbered with A."),
    ("British Crime Survey (BCS)", "A yearly household survey of crime and of confidence in the police."),
    ("criterion", "One statement that an assessor can rate. Fair criteria are numbered F, Good criteria G."),
    ("dominant criterion", "One so important that not meeting it can make the grade Poor by itself."),
    ("finding", "A strength, work in progress or area for improvement, with a number that never changes."),
    ("partners and communities together (PACT)", "The force’s project for tasking with partners and residents."),
    ("police community support officer (PCSO)", "Uniformed police staff who patrol and work with residents."),
    ("work in progress", "Improvement under way whose result cannot yet be shown. Numbered with W."),
)
