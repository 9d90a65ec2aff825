package org.publicdatamesh.catalog.harvest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HarvestedTextsTest {
    /** The scan that the migration begins starts with the records, and all kinds are looked at in the order of their names. */
    @Test
    void copiesAreScannedAfterTheRecordsThatTheyAreOf() {
        String records = new HarvestedTexts.OfRecords().kind();
        assertThat(records).isEqualTo("harvested-record");
        assertThat(new HarvestedTexts.OfAdoptions().kind()).isGreaterThan(records);
    }
}
