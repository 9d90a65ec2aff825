package org.publicdatamesh.audit;

import org.junit.jupiter.api.Test;
import org.publicdatamesh.test.Architecture;

class ArchitectureTest {
    @Test
    void theHousesRulesHold() {
        Architecture.ofService("audit");
    }
}
