package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.List;

/**
 * What a look at an application before anyone decides on it found (Art. 40).
 *
 * @param checkedAt when it was looked at
 * @param passed whether nothing is found that keeps it from being agreed to
 * @param findings what is found, in the order of the rules
 */
public record ComplianceCheck(Instant checkedAt, boolean passed, List<Finding> findings) {
    /** How a finding weighs. */
    public enum Severity {
        /** Nobody agrees to the application as it is. */
        BLOCKING,
        /** Whoever decides weighs it. */
        FOR_DECISION
    }

    /**
     * One thing that is found.
     *
     * @param at JSON pointer into the application
     * @param code stable name of the rule
     * @param message what is found, in English
     * @param arguments what a translation fills in
     * @param severity how it weighs
     */
    public record Finding(String at, String code, String message, List<String> arguments, Severity severity) {}

    /** The findings that keep an application from being agreed to. */
    public List<Finding> blocking() {
        return findings.stream()
                .filter(finding -> finding.severity() == Severity.BLOCKING)
                .toList();
    }
}
