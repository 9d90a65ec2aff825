package org.publicdatamesh.catalog.resource;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A resource to attach (Art. 11). A table is in the pool; every other kind says where it is had.
 *
 * @param kind kind of resource
 * @param name its name
 * @param informationSystem the information system that holds it (Art. 17)
 * @param systemCode the system's code in the unit's register
 * @param responsibleUnit the unit that runs the system; the providing unit where absent
 * @param since since when the system holds it; the day of attaching where absent
 * @param service where it is a service interface
 * @param file where it is a file
 * @param model where it is a model
 */
public record Attachment(
        ResourceKind kind,
        @Size(min = 1, max = 200) String name,
        @Size(min = 1, max = 200) String informationSystem,
        @Nullable @Size(min = 1, max = 60) String systemCode,
        @Nullable @Size(min = 1, max = 60) String responsibleUnit,
        @Nullable LocalDate since,
        @Nullable @Valid ServiceInterface service,
        @Nullable @Valid FileSource file,
        @Nullable @Valid ModelCard model) {

    Source source() {
        return new Source(service, file, model);
    }

    /** Rules that are broken, of those that need nothing but the entry's items and the day. */
    List<Violation> violations(List<DataItem> items, LocalDate today) {
        List<Violation> violations = new ArrayList<>();
        sourceIsOfTheKind(violations, "/service", service, kind == ResourceKind.SERVICE);
        sourceIsOfTheKind(violations, "/file", file, kind == ResourceKind.FILE);
        sourceIsOfTheKind(violations, "/model", model, kind == ResourceKind.MODEL);
        if (service != null) {
            address(violations, "/service/address", service.address());
            if (service.openApi() != null) {
                address(violations, "/service/openApi", service.openApi());
            }
            freshnessItem(violations, "/service/freshnessItem", service.freshnessItem(), items);
        }
        if (file != null) {
            address(violations, "/file/address", file.address());
            freshnessItem(violations, "/file/freshnessItem", file.freshnessItem(), items);
        }
        if (model != null) {
            address(violations, "/model/address", model.address());
        }
        if (since != null && since.isAfter(today)) {
            violations.add(Violation.at("/since", "in-the-future", "A day that is not in the future is expected."));
        }
        return violations;
    }

    private void sourceIsOfTheKind(List<Violation> violations, String at, @Nullable Object source, boolean wanted) {
        if (wanted && source == null) {
            violations.add(Violation.at(at, "required", "A resource of this kind says where it is had."));
        }
        if (!wanted && source != null) {
            violations.add(Violation.at(at, "not-of-this-kind", "A resource of this kind has no such source."));
        }
    }

    private static void address(List<Violation> violations, String at, String text) {
        try {
            URI uri = new URI(text);
            String scheme = uri.getScheme();
            if (("http".equals(scheme) || "https".equals(scheme))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null) {
                return;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        violations.add(Violation.at(
                at, "not-an-address", "An http or https address without user name and fragment is expected."));
    }

    private static void freshnessItem(
            List<Violation> violations, String at, @Nullable String name, List<DataItem> items) {
        if (name != null
                && items.stream()
                        .noneMatch(item -> item.name().equals(name)
                                && (item.type() == ItemType.DATE || item.type() == ItemType.TIMESTAMP))) {
            violations.add(Violation.at(at, "no-date-item", "The entry has no date or time item of this name."));
        }
    }
}
