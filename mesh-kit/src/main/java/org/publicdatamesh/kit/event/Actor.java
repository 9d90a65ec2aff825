package org.publicdatamesh.kit.event;

/**
 * Who acted: the account, for which unit, in which role. "Who handles it is responsible for it" (Art. 3).
 *
 * @param person the account's user name, or the machine client's id
 * @param unit the unit's id as in the token's {@code unit} claim
 * @param role the role that permitted the act
 */
public record Actor(@Personal String person, String unit, String role) {}
