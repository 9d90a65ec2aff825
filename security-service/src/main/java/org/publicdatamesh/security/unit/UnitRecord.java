package org.publicdatamesh.security.unit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.code.CheckDigits;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.kit.event.security.UnitKind;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A unit as it is declared (Art. 2).
 *
 * @param id id, as in the token's {@code unit} claim: lower-case letters, digits and hyphens, at most 40
 * @param name its name
 * @param kind its kind
 * @param level its level of government
 * @param division GB/T 2260 code, 6 digits
 * @param parent the unit above it
 * @param creditCode unified social credit code (GB 32100)
 * @param authority whether it is the public data authority of this mesh
 * @param posts roles for which it has appointed someone
 */
public record UnitRecord(
        String id,
        Text name,
        UnitKind kind,
        Level level,
        String division,
        @Nullable String parent,
        String creditCode,
        @Nullable Boolean authority,
        List<String> posts) {
    private static final List<String> POSTS = List.of(
            "data-specialist",
            "data-supervisor",
            "authority-reviewer",
            "authority-admin",
            "government-arbiter",
            "security-officer",
            "auditor");

    /** Every rule that the record breaks. */
    public List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        if (!id.matches("[a-z][a-z0-9-]{1,39}") || id.equals("public")) {
            violations.add(Violation.at(
                    "/id", "wrong-format", "2 to 40 lower-case letters, digits and hyphens are expected."));
        }
        if (name.zh().isBlank() || name.zh().length() > 200) {
            violations.add(Violation.at("/name/zh", "wrong-length", "1 to 200 characters are expected."));
        }
        if (!division.matches("[1-9]\\d{5}")) {
            violations.add(Violation.at("/division", "wrong-format", "6 digits are expected (GB/T 2260)."));
        }
        if (!CheckDigits.isCreditCode(creditCode)) {
            violations.add(
                    Violation.at(
                            "/creditCode",
                            "broken-check-digit",
                            "This is no unified social credit code: 18 characters whose last one checks the others (GB 32100)."));
        }
        for (int i = 0; i < posts.size(); i++) {
            if (!POSTS.contains(posts.get(i))) {
                violations.add(Violation.at("/posts/" + i, "not-allowed", "There is no such post."));
            }
        }
        return violations;
    }

    /** Whether it is the authority. */
    public boolean isAuthority() {
        return Boolean.TRUE.equals(authority);
    }
}
