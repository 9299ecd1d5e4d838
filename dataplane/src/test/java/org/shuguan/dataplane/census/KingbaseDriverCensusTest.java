package org.shuguan.dataplane.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.shuguan.dataplane.source.DescribedKind;
import org.shuguan.dataplane.source.Source;

/// The database contract on PostgreSQL, read through Kingbase's driver from a folder and the shipped description:
/// both use PostgreSQL's protocol.
class KingbaseDriverCensusTest extends PostgresCensusTest {
    private static DescribedKind kingbase;

    @BeforeAll
    static void load() throws Exception {
        kingbase = new DriverFolder().with("com.kingbase8.Driver").kind("kingbase");
    }

    @Override
    Source.Database address(String user, String secret, String database) {
        Source.Database own = super.address(user, secret, database);
        return new Source.Database(kingbase, own.host(), own.port(), database, List.of(), user, secret, own.limits());
    }

    /// A description of a kind does not say how to ask for rights on columns and for row security: such a table is
    /// not read, and that is told.
    @Override
    @Test
    void columnsThatTheUserMayNotReadAreNamedAndTheOthersAreRead() throws Exception {
        TableResult result = only("columns", "create table t (a int, b text)", "revoke select on t from reader");
        assertThat(Objects.requireNonNull(result.problem()).reason()).isEqualTo("NO_RIGHTS");
    }

    /// Not overridden with a test of its own: nothing can be told, see above.
    @Override
    void rowLevelSecurityIsTold() {}

    /// A cast returns true, COPY returns t.
    @Override
    String oddities() {
        return super.oddities().replace("is ok? L = f", "is ok? L = false");
    }
}
