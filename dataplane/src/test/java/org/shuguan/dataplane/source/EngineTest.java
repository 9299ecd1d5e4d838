package org.shuguan.dataplane.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineTest {
    private static final String MIDNIGHT = "select cast(timestamptz '2024-01-01 00:00:00+00' as varchar)";

    @Test
    void instantsAreShownInTheCitysTimeWhateverTheMachinesZoneIs() throws Exception {
        try (Connection engine = Engine.open(1);
                Connection beside = Engine.connectTo(engine)) {
            assertThat(Engine.rows(engine, MIDNIGHT)).isEqualTo(List.of(List.of("2024-01-01 08:00:00+08")));
            assertThat(Engine.rows(beside, MIDNIGHT)).isEqualTo(List.of(List.of("2024-01-01 08:00:00+08")));
        }
    }
}
