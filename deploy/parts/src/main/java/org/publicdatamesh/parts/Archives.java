package org.publicdatamesh.parts;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** Unpacks the parts' archives, once: to a folder beside, then moved into place. */
final class Archives {
    private static final Object LOCK = new Object();

    private Archives() {}

    /** PostgreSQL's binaries: a jar that holds a {@code .txz}. */
    static Path postgres(Path jar, Path to) {
        return once(to, folder -> {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                ZipEntry entry = zip.stream()
                        .filter(e -> e.getName().endsWith(".txz"))
                        .findFirst()
                        .orElseThrow(() -> new IOException("no .txz in " + jar));
                try (InputStream in = new XZCompressorInputStream(new BufferedInputStream(zip.getInputStream(entry)))) {
                    untar(in, folder, 0);
                }
            }
        });
    }

    /** Keycloak's distribution: a {@code .tar.gz} with one folder. */
    static Path keycloak(Path archive, Path to) {
        return once(to, folder -> {
            try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
                untar(in, folder, 1);
            }
        });
    }

    private interface Unpacking {
        void into(Path folder) throws IOException;
    }

    private static Path once(Path to, Unpacking unpacking) {
        if (Files.isDirectory(to)) {
            return to;
        }
        Path beside = to.resolveSibling(
                to.getFileName() + "." + ProcessHandle.current().pid());
        try {
            delete(beside);
            Files.createDirectories(beside);
            unpacking.into(beside);
            Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE);
            return to;
        } catch (IOException e) {
            if (Files.isDirectory(to)) {
                return to;
            }
            throw new PartFailure(
                    "cannot unpack to " + to + " (" + e.getMessage() + "); see that the disk has room, then build anew",
                    e);
        }
    }

    private static void untar(InputStream in, Path folder, int strip) throws IOException {
        TarArchiveInputStream tar = new TarArchiveInputStream(in);
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            Path name = Path.of(entry.getName()).normalize();
            if (name.getNameCount() <= strip || name.toString().isEmpty()) {
                continue;
            }
            Path target = folder.resolve(strip == 0 ? name : name.subpath(strip, name.getNameCount()))
                    .normalize();
            if (!target.startsWith(folder)) {
                throw new IOException("an entry leads outside: " + entry.getName());
            }
            if (entry.isDirectory()) {
                Files.createDirectories(target);
            } else if (entry.isSymbolicLink()) {
                Files.createDirectories(target.getParent());
                Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            } else {
                Files.createDirectories(target.getParent());
                Files.copy(tar, target);
                if ((entry.getMode() & 0100) != 0) {
                    Set<PosixFilePermission> mode = EnumSet.copyOf(Files.getPosixFilePermissions(target));
                    mode.addAll(EnumSet.of(
                            PosixFilePermission.OWNER_EXECUTE,
                            PosixFilePermission.GROUP_EXECUTE,
                            PosixFilePermission.OTHERS_EXECUTE));
                    Files.setPosixFilePermissions(target, mode);
                }
            }
        }
    }

    /** Does the work while no other process does it. */
    static <T> T alone(Path lockFile, Supplier<T> work) {
        try {
            Files.createDirectories(lockFile.getParent());
            synchronized (LOCK) {
                try (FileChannel channel =
                                FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                        FileLock lock = channel.lock()) {
                    if (!lock.isValid()) {
                        throw new IOException("no lock");
                    }
                    return work.get();
                }
            }
        } catch (IOException e) {
            throw new PartFailure(
                    lockFile + " cannot be written (" + e.getMessage() + "); the checkout must be writable", e);
        }
    }

    /** Copies the files of a folder to another, which appears whole or not at all. */
    static void copy(Path from, Path to) throws IOException {
        Path beside = to.resolveSibling(to.getFileName() + ".new");
        delete(beside);
        Files.createDirectories(beside);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, beside.resolve(file.getFileName()));
            }
        }
        Files.move(beside, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Deletes a folder with all that is in it; nothing outside, links are not followed. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
