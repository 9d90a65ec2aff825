package org.publicdatamesh.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * What a service answered.
 *
 * @param call method and path, for messages
 * @param status HTTP status
 * @param headers its headers
 * @param body its body
 * @param firstByte when the body's first byte was there; when it ended, where it is empty
 */
record Answer(String call, int status, HttpHeaders headers, byte[] body, Instant firstByte) {
    static final ObjectMapper JSON = new ObjectMapper();

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new DoesNotHold(call + " answers " + status + " with what is no JSON: " + shortened());
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String header(String name) {
        return headers.firstValue(name)
                .orElseThrow(() -> new DoesNotHold(call + " answers " + status + " without the header " + name));
    }

    /** The answer, which has this status. */
    Answer is(int expected) {
        if (status != expected) {
            throw new DoesNotHold(call + " answers " + status + " instead of " + expected + ": " + shortened());
        }
        return this;
    }

    /** The answer, which is a problem document with this status and code. */
    Answer refuses(int expected, String code) {
        is(expected);
        DoesNotHold.same(
                call + ": code of the problem", code, json().path("code").asText());
        return this;
    }

    boolean has(String code) {
        return headers.firstValue("Content-Type").orElse("").contains("json")
                && json().path("code").asText().equals(code);
    }

    private String shortened() {
        String text = text().replace('\n', ' ');
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }
}
