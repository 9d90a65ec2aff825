package org.publicdatamesh.exchange;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Operations;
import org.publicdatamesh.test.Requirement;

@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
@Requirement("A40.1")
class OperationsTest extends Operations {
    @Inject
    AdmittedUnits admitted;

    @Override
    protected List<String> roles() {
        return Roles.ALL;
    }

    @Override
    protected void admit(String unit, boolean isAdmitted) {
        admitted.set(unit, isAdmitted);
    }
}
