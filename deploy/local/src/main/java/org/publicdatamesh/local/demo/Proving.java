package org.publicdatamesh.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.publicdatamesh.parts.PartFailure;

/** Step 8: the auditor sees the whole story and proves the delivery; the log holds offline, and a changed byte is found. */
final class Proving {
    private static final String PREFIX = "org.publicdatamesh.";

    /** How often each event must be in the story of the village register, at least. */
    private static final Map<String, Integer> STORY = new TreeMap<>(Map.ofEntries(
            Map.entry("catalog.entry.drafted", 1),
            Map.entry("catalog.entry.submitted", 1),
            Map.entry("catalog.entry.reviewed", 1),
            Map.entry("catalog.entry.published", 1),
            Map.entry("catalog.resource.attached", 1),
            Map.entry("catalog.resource.checked", 1),
            Map.entry("exchange.rows.loaded", 1),
            Map.entry("exchange.application.submitted", 4),
            Map.entry("exchange.share.approved", 3),
            Map.entry("exchange.application.refused", 1),
            Map.entry("exchange.refusal.upheld", 1),
            Map.entry("exchange.access.recorded", 3),
            Map.entry("exchange.access.completed", 3),
            Map.entry("exchange.doubt.reported", 1),
            Map.entry("exchange.doubt.answered", 1),
            Map.entry("exchange.data.corrected", 1),
            Map.entry("exchange.correction.acknowledged", 2),
            Map.entry("exchange.correction.applied", 2)));

    private Proving() {}

    static String holds(Story story, LogCheck log) {
        List<JsonNode> records = Poll.until("the whole story in the audit", () -> wholeStory(story));
        JsonNode delivery = records.stream()
                .filter(one -> one.path("type").asText().equals(PREFIX + "exchange.access.completed.v1"))
                .filter(one -> one.path("data")
                        .path("accessId")
                        .asText()
                        .equals(story.delivery().access()))
                .findFirst()
                .orElseThrow(() -> new DoesNotHold("the audit has no delivery with the access id of step 5"));
        JsonNode data = delivery.path("data");
        DoesNotHold.same(
                "rows of the delivery",
                story.delivery().rows(),
                data.path("rows").asInt());
        DoesNotHold.same(
                "bytes of the delivery",
                story.delivery().body().length,
                data.path("bytes").asInt());
        DoesNotHold.same(
                "SM3 of the delivery",
                sm3(story.delivery().body()),
                data.path("sm3").asText());

        JsonNode receipt = story.api()
                .get(
                        Api.Account.authority("auditor"),
                        Api.At.AUDIT,
                        "/api/v1/receipts/" + delivery.path("eventId").asText())
                .is(200)
                .json();
        String leaf = receipt.path("leaf").asText();
        long index = receipt.path("leafIndex").asLong();
        Proof.Checkpoint checkpoint =
                Proof.Checkpoint.read(receipt.path("checkpoint").asText());
        List<String> proof = new ArrayList<>();
        receipt.path("proof").forEach(step -> proof.add(step.asText()));
        DoesNotHold.unless(
                leaf.contains(delivery.path("eventId").asText())
                        && leaf.contains(sm3(receipt.path("data").asText())),
                "the leaf does not name the delivery's event and the SM3 of its data");
        DoesNotHold.unless(
                Proof.includes(leaf, index, proof, checkpoint), "the inclusion proof does not lead to the root");
        DoesNotHold.unless(
                !Proof.includes(leaf + " ", index, proof, checkpoint), "the proof holds for another leaf too");

        String place = offline(story, log, leaf, index);
        return records.size() + " records of the entry, each kind of event there; leaf " + index + " of "
                + checkpoint.size() + " proven by " + proof.size()
                + " hashes; verify-log passes, and finds one changed byte: " + place;
    }

    private static Optional<List<JsonNode>> wholeStory(Story story) {
        List<JsonNode> records = story.api()
                .all(Api.Account.authority("auditor"), Api.At.AUDIT, "/api/v1/records?entry=" + story.villages());
        Map<String, Integer> found = new HashMap<>();
        records.forEach(one -> found.merge(one.path("type").asText(), 1, Integer::sum));
        boolean whole = STORY.entrySet().stream()
                .allMatch(kind -> found.getOrDefault(PREFIX + kind.getKey() + ".v1", 0) >= kind.getValue());
        return whole ? Optional.of(records) : Optional.empty();
    }

    private static String offline(Story story, LogCheck log, String leaf, long index) {
        Path folder = story.installation().home().resolve("audit/log");
        LogCheck.Result good = log.check(folder);
        DoesNotHold.unless(good.exitCode() == 0, "verify-log ends with " + good.exitCode() + ": " + good.output());
        Path copy = story.installation().home().resolve("changed-log");
        try {
            Path changed = Poll.until("a whole copy of the log", () -> {
                copy(folder, copy);
                return log.check(copy).exitCode() == 0 ? Optional.of(change(copy, leaf, index)) : Optional.empty();
            });
            LogCheck.Result bad = log.check(copy);
            DoesNotHold.unless(
                    bad.exitCode() == 1, "verify-log ends with " + bad.exitCode() + " for a changed log, not with 1");
            String file = copy.relativize(changed).toString();
            String fault = bad.output()
                    .lines()
                    .filter(line -> line.contains(file))
                    .findFirst()
                    .orElseThrow(() -> new DoesNotHold("verify-log does not name " + file + ": " + bad.output()));
            DoesNotHold.unless(
                    fault.contains("entry " + index), "verify-log does not name entry " + index + ": " + fault);
            return fault.replaceFirst("^FAULT +", "");
        } finally {
            delete(copy);
        }
    }

    /** Changes one byte of the leaf, in the bundle that holds it, and says in which file. */
    private static Path change(Path copy, String leaf, long index) {
        byte[] wanted = leaf.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(copy.resolve("tile/entries"))) {
            // Older partial bundles may lie beside the newest, which is the longest.
            for (Path file : files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparingLong((Path one) -> one.toFile().length())
                            .reversed())
                    .toList()) {
                byte[] bytes = Files.readAllBytes(file);
                int at = indexOf(bytes, wanted);
                if (at >= 0) {
                    int middle = at + wanted.length / 2;
                    bytes[middle] = (byte) (bytes[middle] == 'x' ? 'y' : 'x');
                    Files.write(file, bytes);
                    return file;
                }
            }
        } catch (IOException e) {
            throw new PartFailure(copy + " cannot be changed: " + e.getMessage(), e);
        }
        throw new DoesNotHold("no file of the log holds leaf " + index);
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private static void copy(Path from, Path to) {
        delete(to);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else if (Files.exists(file)) {
                    Files.copy(file, target);
                }
            }
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new PartFailure("the log cannot be copied to " + to + ": " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new PartFailure(folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static String sm3(String text) {
        return sm3(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sm3(byte[] bytes) {
        SM3Digest digest = new SM3Digest();
        digest.update(bytes, 0, bytes.length);
        byte[] result = new byte[digest.getDigestSize()];
        digest.doFinal(result, 0);
        return HexFormat.of().formatHex(result);
    }
}
