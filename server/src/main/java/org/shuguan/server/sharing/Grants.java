package org.shuguan.server.sharing;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.shuguan.server.catalog.ResourceCode;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// The grants, for the module that delivers data. It may keep a copy: every change gives a grant a higher number and
/// is told on the database's channel [#CHANNEL], so that each node obeys at once.
@Service
@Transactional(readOnly = true)
public class Grants {
    /// The channel of PostgreSQL (`listen sharing_grant`) that tells of each change at its commit; the payload is
    /// the grant's id, a space and the number of the change. Whoever was not connected reads [#changedSince].
    public static final String CHANNEL = "sharing_grant";

    private final GrantRecords records;
    private final Institution institution;

    Grants(GrantRecords records, Institution institution) {
        this.records = records;
        this.institution = institution;
    }

    /// A grant in any state.
    public Optional<Grant> find(UUID id) {
        return records.find(id);
    }

    /// The grants by which a machine client may read a resource today: in force, of the client's unit or a unit
    /// that it succeeds, and not restricted to other clients. The oldest first.
    ///
    /// @param unit of the client
    public List<Grant> inForce(UUID client, UnitCode unit, ResourceCode resource) {
        return inForce(client, unit).stream()
                .filter(grant -> grant.resource().equals(resource))
                .toList();
    }

    /// The grants of all resources that a machine client may use today, as [#inForce(UUID, UnitCode, ResourceCode)].
    public List<Grant> inForce(UUID client, UnitCode unit) {
        LocalDate today = institution.today();
        UnitCode answering = institution.answering(unit, today);
        return records.activeOf(institution.answersFor(answering, today)).stream()
                .filter(grant -> grant.inForceOn(today) && grant.allows(client))
                .toList();
    }

    /// All grants of an entry, in any state.
    public List<Grant> of(UUID entry) {
        return records.of(entry);
    }

    /// The grants in force today that give data in this way.
    public List<Grant> inForce(Grant.Mode mode) {
        LocalDate today = institution.today();
        return records.activeBy(mode).stream()
                .filter(grant -> grant.inForceOn(today))
                .toList();
    }

    /// The grants that changed after a number, in the order of their changes. No change is missed: numbers are given
    /// in the order of the commits.
    ///
    /// @param change the highest number read so far, 0 for all
    public List<Grant> changedSince(long change, int most) {
        return records.changedSince(change, most);
    }

    /// The grants by which data of these entries are given back to units 回流, because the bureau ordered it.
    ///
    /// @return the entries by the ids of their grants
    public Map<UUID, UUID> returning(Collection<UUID> entries) {
        return records.returning(entries);
    }

    /// Notes that data were read by the grant on a day. May be called for every request; the database is written
    /// only for a later day than the noted one.
    @Transactional
    public void used(UUID grant, LocalDate day) {
        records.used(grant, day);
    }
}
