package org.publicdatamesh.test;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Finds what a module's problems say in English only. */
final class Translations {
    private static final String BUNDLE = "src/main/resources/problem-messages_zh.properties";
    private static final Map<String, String> KEYS = Map.of(
            "Refusal.of", "problem.",
            "Violation.at", "rule.",
            "Violation.parameter", "rule.",
            "Violation.header", "rule.");

    private Translations() {}

    /**
     * Reads the sources of the module whose tests run.
     *
     * @return keys of messages that are neither in the module's Chinese bundle nor in the kit's
     */
    static SortedSet<String> missing() {
        Properties known = new Properties();
        for (Path bundle : List.of(Path.of(BUNDLE), Path.of("../mesh-kit").resolve(BUNDLE))) {
            if (Files.exists(bundle)) {
                try (Reader in = Files.newBufferedReader(bundle)) {
                    known.load(in);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        SortedSet<String> missing = said(Path.of("src/main/java"));
        missing.removeIf(known::containsKey);
        return missing;
    }

    private static SortedSet<String> said(Path sources) {
        SortedSet<String> said = new TreeSet<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> all = Files.walk(sources)) {
            List<Path> units =
                    all.filter(path -> path.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(units));
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Finder(), said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return said;
    }

    /** Takes the second argument, the code, of what makes refusals and violations, where it stands there as a text. */
    private static final class Finder extends TreeScanner<Void, SortedSet<String>> {
        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, SortedSet<String> said) {
            String key = KEYS.get(call.getMethodSelect().toString());
            List<? extends ExpressionTree> arguments = call.getArguments();
            if (key != null
                    && arguments.size() > 1
                    && arguments.get(1) instanceof LiteralTree code
                    && code.getValue() instanceof String text) {
                said.add(key + text);
            }
            return super.visitMethodInvocation(call, said);
        }
    }
}
