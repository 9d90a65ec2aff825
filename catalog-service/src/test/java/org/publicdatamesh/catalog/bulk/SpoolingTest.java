package org.publicdatamesh.catalog.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.problem.RefusedException;

/** A body is taken over whole, or refused for its size or its time. */
class SpoolingTest {
    private static final byte[] BODY = new byte[100_000];

    private static long spooled(long most, Duration within) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long size = ImportResource.spooled(new ByteArrayInputStream(BODY), out, most, within);
        assertThat(out.size()).isEqualTo(BODY.length);
        return size;
    }

    private static void refused(long most, Duration within, int status, String code) {
        assertThatThrownBy(() -> spooled(most, within)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.refusal().status()).isEqualTo(status);
            assertThat(refused.refusal().code()).isEqualTo(code);
        });
    }

    @Test
    void aBodyComesWholeOrIsRefused() throws IOException {
        assertThat(spooled(BODY.length, Duration.ofMinutes(2))).isEqualTo(BODY.length);
        refused(BODY.length - 1, Duration.ofMinutes(2), 413, "file-too-large");
        refused(BODY.length, Duration.ZERO, 408, "upload-too-slow");
    }
}
