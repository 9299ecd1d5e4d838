package org.shuguan.server.demo;

import java.util.List;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/// Loads the demo at start: first the city, then the parts of other modules.
@Component
@Order(1)
@ConditionalOnProperty("shuguan.demo")
class DemoLoader implements ApplicationRunner {
    private final DemoCity city;
    private final List<DemoPart> parts;

    DemoLoader(DemoCity city, List<DemoPart> parts) {
        this.city = city;
        this.parts = parts;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        boolean first = city.load();
        parts.forEach(part -> part.start(first));
    }
}
