/** Commercial cryptography by JCA: SM2 signatures, SM3 digests, SM4 encryption, with keys in a replaceable store (Art. 41). */
@NullMarked
package org.publicdatamesh.kit.crypto;

import org.jspecify.annotations.NullMarked;
