package org.publicdatamesh.kit.policy;

/**
 * A cause for which the authority may pause a deadline.
 *
 * @param code its name: small letters, digits and hyphens, at most 50
 * @param longestDays working days for which a pause lasts at most, 1 to 1000
 */
public record PauseCause(String code, int longestDays) {}
