package org.publicdatamesh.parts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Evaluation credentials, generated once per installation and readable by its owner only. */
public final class Credentials {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path file;
    private final TreeMap<String, String> values;

    private Credentials(Path file, TreeMap<String, String> values) {
        this.file = file;
        this.values = values;
    }

    static Credentials in(Path home) {
        Path file = home.resolve("credentials.json");
        try {
            Files.createDirectories(home);
            TreeMap<String, String> values = Files.exists(file)
                    ? new TreeMap<>(JSON.readValue(file.toFile(), new TypeReference<Map<String, String>>() {}))
                    : new TreeMap<>();
            return new Credentials(file, values);
        } catch (IOException e) {
            throw new PartFailure(
                    file + " cannot be read (" + e.getMessage() + "); ./mesh down --purge makes a new installation", e);
        }
    }

    /** The secret of that name, made when it is asked for first. */
    public synchronized String get(String name) {
        String value = values.get(name);
        if (value == null) {
            byte[] bytes = new byte[18];
            RANDOM.nextBytes(bytes);
            value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            values.put(name, value);
            save();
        }
        return value;
    }

    private void save() {
        try {
            writePrivately(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(values));
        } catch (IOException e) {
            throw new PartFailure(file + " cannot be written (" + e.getMessage() + "); see that the disk has room", e);
        }
    }

    /** Writes a file whole or not at all, readable by its owner only. */
    static void writePrivately(Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Files.createFile(temporary, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(temporary, content, StandardOpenOption.WRITE);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
