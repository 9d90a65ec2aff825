package org.publicdatamesh.kit;

import org.junit.jupiter.api.Test;
import org.publicdatamesh.test.Architecture;

class ArchitectureTest {
    @Test
    void theKitKnowsNoService() {
        Architecture.ofKit();
    }
}
