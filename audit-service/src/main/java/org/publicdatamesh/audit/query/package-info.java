/**
 * The record as auditors read it: rows by entry, unit, grant, type and time, and receipts that anybody can check against
 * the public log. Only {@code auditor} and {@code authority-admin} may.
 */
@NullMarked
package org.publicdatamesh.audit.query;

import org.jspecify.annotations.NullMarked;
