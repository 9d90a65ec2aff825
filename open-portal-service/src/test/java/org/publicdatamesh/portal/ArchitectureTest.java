package org.publicdatamesh.portal;

import org.junit.jupiter.api.Test;
import org.publicdatamesh.test.Architecture;

class ArchitectureTest {
    @Test
    void theHousesRulesHold() {
        Architecture.ofService("portal");
    }
}
