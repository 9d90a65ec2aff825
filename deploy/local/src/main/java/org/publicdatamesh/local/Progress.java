package org.publicdatamesh.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Says what is ready, and while nothing is, what is waited for. Safe to call from several threads. */
final class Progress implements AutoCloseable {
    private static final Duration QUIET = Duration.ofSeconds(5);

    private final PrintStream out;
    private final long start = System.nanoTime();
    private final Set<String> waitedFor = new LinkedHashSet<>();
    private final Thread heart;
    private long lastWord = start;

    Progress(PrintStream out) {
        this.out = out;
        this.heart = Thread.ofVirtual().name("progress").start(this::beat);
    }

    synchronized void begin(String name) {
        waitedFor.add(name);
    }

    synchronized void done(String name, String what) {
        waitedFor.remove(name);
        say("%-20s %s".formatted(name, what));
    }

    synchronized void say(String line) {
        lastWord = System.nanoTime();
        out.println("%6.1f s  %s".formatted(seconds(), line));
        out.flush();
    }

    double seconds() {
        return Math.round((System.nanoTime() - start) / 1e8) / 10.0;
    }

    private void beat() {
        try {
            while (true) {
                Thread.sleep(1_000);
                synchronized (this) {
                    if (!waitedFor.isEmpty() && System.nanoTime() - lastWord > QUIET.toNanos()) {
                        say("waiting for " + String.join(", ", waitedFor).toLowerCase(Locale.ROOT));
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        heart.interrupt();
    }
}
