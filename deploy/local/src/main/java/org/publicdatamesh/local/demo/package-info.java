/**
 * The main job of the mesh, told through its public interfaces only, with real tokens: {@code ./mesh demo}. {@link Demo} runs
 * the eight steps in order; each step is a class of its own that takes what it needs from the {@link Story} and adds what it
 * made. {@link Api} is the client, {@link DoesNotHold} the difference that ends the demo.
 */
@NullMarked
package org.publicdatamesh.local.demo;

import org.jspecify.annotations.NullMarked;
