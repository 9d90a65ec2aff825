package org.publicdatamesh.catalog.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.security.Level;

class LibraryDeclarationTest {
    private static Library library(String id, Rule rule) {
        return new Library(id, LibraryKind.THEME, new Text("库", null, null), null, rule, null);
    }

    @Test
    void everyErrorOfADeclarationIsNamed() {
        Rule good = new Rule(null, List.of("201"), null, null, null);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeclaredLibraries(List.of(
                        library("one", good),
                        library("one", good),
                        library("Not kebab", good),
                        library("unit-one", good),
                        library("empty", new Rule(null, null, null, null, null)),
                        library("no-level", new Rule(null, null, null, List.of(), null)),
                        library(
                                "letters",
                                new Rule(null, List.of("2a"), null, List.of(Level.REGION), List.of("5401234"))))))
                .withMessage("The libraries break rules: one: two libraries have this id;"
                        + " Not kebab: the id is not kebab-case, or begins with unit-;"
                        + " unit-one: the id is not kebab-case, or begins with unit-;"
                        + " empty: the rule is empty; no-level: the rule has an empty list;"
                        + " letters: classifications are 1 to 20 digits; letters: divisions are 1 to 6 digits");
    }

    @Test
    void anAuthorityDeclaresItsOwn(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("libraries.yaml");
        Files.writeString(file, """
                libraries:
                  - id: theme-tourism
                    kind: theme
                    name: {zh: 文化旅游}
                    rule: {classifications: ["213"], kinds: [theme]}
                    expected: [{name: 景区名录, classification: "213001", unit: tourism}]
                """);
        assertThat(new DeclaredLibraries(Optional.of(file.toString())).all())
                .singleElement()
                .satisfies(library -> {
                    assertThat(library.id()).isEqualTo("theme-tourism");
                    assertThat(library.expected()).containsExactly(new Library.Expected("景区名录", "213001", "tourism"));
                });
        Files.writeString(file, "libraries:\n  - {id: x, colour: red}\n");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeclaredLibraries(Optional.of(file.toString())))
                .withMessageContaining("colour");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new DeclaredLibraries(Optional.of(folder.resolve("none").toString())));
    }
}
