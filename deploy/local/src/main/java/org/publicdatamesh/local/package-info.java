/**
 * The mesh on one machine. {@link org.publicdatamesh.local.Mesh} reads the command line; {@link
 * org.publicdatamesh.local.MeshUp} starts the parts and the five {@link org.publicdatamesh.local.Service services} as
 * processes and waits for them, {@link org.publicdatamesh.local.MeshDown} ends them in order; {@link
 * org.publicdatamesh.local.House} knows where everything lies. Data, logs and credentials of an installation lie in one
 * directory ({@code .mesh/}, or {@code MESH_HOME}).
 */
@NullMarked
package org.publicdatamesh.local;

import org.jspecify.annotations.NullMarked;
