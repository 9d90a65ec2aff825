/** What makes a service a member of the mesh: events, identity, REST manners, time, policy, cryptography. */
@NullMarked
package org.publicdatamesh.kit;

import org.jspecify.annotations.NullMarked;
