/**
 * audit-service: what happened. {@code sequence} gives every event of the mesh its place, {@code record} says what a leaf
 * and a record hold, {@code publish} makes the files of the log, {@code log} is the log's format and its offline verifier.
 */
@NullMarked
package org.publicdatamesh.audit;

import org.jspecify.annotations.NullMarked;
