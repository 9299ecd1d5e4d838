package org.shuguan.server.census;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuguan.server.access.Actor;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Columns of two units with the same values, for whoever decides what that means.
@Service
public class Duplicates {
    /// The first is the unit with the lower code.
    ///
    /// @param common about how many different values both hold
    /// @param share of the first's different values, 0 to 1, that the other holds too
    public record Duplicate(
            UnitCode unit,
            UUID source,
            String path,
            @Nullable String tableComment,
            String columnName,
            UnitCode otherUnit,
            UUID otherSource,
            String otherPath,
            @Nullable String otherComment,
            String otherColumn,
            @Nullable String type,
            long common,
            double share,
            double otherShare,
            long rowsRead,
            long otherRows) {}

    private final RelationRecords records;
    private final CensusAccess access;

    Duplicates(RelationRecords records, CensusAccess access) {
        this.records = records;
        this.access = access;
    }

    /// @param id as the list of duplicates names it; after the next census it may be gone
    /// @return empty too where neither side is the actor's to see
    @Transactional(readOnly = true)
    public Optional<Duplicate> find(long id, Actor actor) {
        Set<UnitCode> units = access.listed(actor);
        return records.duplicate(id)
                .filter(duplicate -> units.contains(duplicate.unit()) || units.contains(duplicate.otherUnit()));
    }
}
