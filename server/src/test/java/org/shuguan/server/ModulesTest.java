package org.shuguan.server;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {
    @Test
    void theModuleGraphHasNoCircleAndNobodyReachesIntoAnother() {
        ApplicationModules.of(Shuguan.class).verify();
    }
}
