package org.publicdatamesh.catalog.dcat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.ValidationReport;
import org.apache.jena.shacl.validation.Severity;

/** The shapes of DCAT-AP 3, and reading of what is to meet them. */
final class Shapes {
    private static final org.apache.jena.shacl.Shapes ALL = org.apache.jena.shacl.Shapes.parse(
            RDFDataMgr.loadGraph(Shapes.class.getResource("dcat-ap-3.ttl").toString()));

    private Shapes() {}

    static Model read(String text, Lang language) {
        Model model = ModelFactory.createDefaultModel();
        RDFDataMgr.read(model, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), language);
        return model;
    }

    /** What is mandatory and missing, or of the wrong kind: "node path". */
    static List<String> violations(Model model) {
        return found(model, Severity.Violation);
    }

    /** What is recommended and missing. */
    static List<String> warnings(Model model) {
        return found(model, Severity.Warning);
    }

    private static List<String> found(Model model, Severity severity) {
        Graph graph = model.getGraph();
        ValidationReport report = ShaclValidator.get().validate(ALL, graph);
        return report.getEntries().stream()
                .filter(entry -> entry.severity().equals(severity))
                .map(entry -> entry.focusNode() + " " + entry.resultPath())
                .sorted()
                .distinct()
                .toList();
    }
}
