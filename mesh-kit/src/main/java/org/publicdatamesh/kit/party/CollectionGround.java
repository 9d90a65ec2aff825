package org.publicdatamesh.kit.party;

/** What it is known from that a unit collects items (Art. 3). */
public enum CollectionGround {
    /** A registered plan to collect that is in force covers them (Art. 14). */
    PLAN,
    /** They are the unit's part of an entry that is compiled jointly (Art. 9). */
    PART,
    /** No plan covers them and no co-unit has them: the unit whose entry it is answers for them. */
    ENTRY
}
