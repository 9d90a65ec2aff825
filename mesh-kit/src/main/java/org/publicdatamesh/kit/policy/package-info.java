/** Dated editions of policy: limits are data, not code, and a matter keeps the edition it began under (Art. 48). */
@NullMarked
package org.publicdatamesh.kit.policy;

import org.jspecify.annotations.NullMarked;
