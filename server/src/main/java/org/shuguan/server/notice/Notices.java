package org.shuguan.server.notice;

import java.time.Clock;
import org.shuguan.server.institution.Institution;
import org.shuguan.server.institution.OfficerId;
import org.shuguan.server.institution.Role;
import org.shuguan.server.institution.UnitCode;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Tells people.
@Service
@Transactional
public class Notices {
    private final KeptNotices kept;
    private final Institution institution;
    private final JsonMapper json;
    private final Clock clock;

    Notices(KeptNotices kept, Institution institution, JsonMapper json, Clock clock) {
        this.kept = kept;
        this.institution = institution;
        this.json = json;
        this.clock = clock;
    }

    /// Tells whoever holds the role for the unit today; nobody where nobody does.
    public void tell(Role role, UnitCode unit, Notice notice) {
        institution.holders(role, unit, institution.today()).forEach(holder -> tell(holder.officer(), notice));
    }

    /// Tells a person, once for each [Notice#key].
    public void tell(OfficerId officer, Notice notice) {
        kept.add(
                officer,
                notice.key(),
                notice.code(),
                json.writeValueAsString(notice.facts()),
                notice.link(),
                clock.instant());
    }
}
