package org.shuguan.dataplane.census;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
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

    /// A cast returns true, COPY returns t.
    @Override
    String oddities() {
        return super.oddities().replace("is ok? L = f", "is ok? L = false");
    }
}
