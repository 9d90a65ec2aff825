/**
 * Starts the real parts of the mesh as processes, out of Maven artifacts: PostgreSQL, Kafka, Kafka Connect with
 * Debezium, Keycloak. An {@link org.publicdatamesh.parts.Installation} is a directory with their data, a base port and
 * the processes that run on it; tests and {@code mesh up} use the same code.
 */
@NullMarked
package org.publicdatamesh.parts;

import org.jspecify.annotations.NullMarked;
