package org.publicdatamesh.security.grading;

import java.time.Instant;

/**
 * The issue of an edition.
 *
 * @param inForceFrom from when it is in force: not before now, at most 366 days ahead, and after the edition before it
 */
record GradingIssue(Instant inForceFrom) {}
