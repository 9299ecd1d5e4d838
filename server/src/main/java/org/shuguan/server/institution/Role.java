package org.shuguan.server.institution;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.shuguan.server.platform.Rows;

/// The role that a person holds for a unit. Source of the first three: 肇庆市首席数据官制度试点实施方案 (2021-08-10) §3(1); the
/// others are defined by this platform.
public enum Role {
    /// 市首席数据官
    CITY_CDO(true),
    /// 市首席数据执行官
    CITY_EXECUTIVE_OFFICER(true),
    /// 单位首席数据官: responsible for the unit's data
    UNIT_CDO(true),
    /// 数据专员: does the daily work for the unit's CDO
    DATA_STEWARD(false),
    /// 市政数局: operates the platform
    BUREAU_OPERATOR(false),
    /// 安全审核员
    SECURITY_REVIEWER(false),
    /// 审计管理员: reads the audit record, and confirms what concerns the security administrator
    AUDITOR(false),
    /// 系统管理员: accounts and operation
    SYSTEM_ADMINISTRATOR(false),
    /// 安全管理员: confirms appointments and resets that give powers, changes the security rules
    SECURITY_ADMINISTRATOR(false);

    private final boolean single;

    Role(boolean single) {
        this.single = single;
    }

    /// Whether a unit has at most one holder of the role on a day.
    public boolean single() {
        return single;
    }

    /// Whether it is one of the three powers (三员) that GB/T 22239-2019 keeps apart: nobody holds two of them
    /// (constraint `powers_apart`).
    public boolean isPower() {
        return this == AUDITOR || this == SYSTEM_ADMINISTRATOR || this == SECURITY_ADMINISTRATOR;
    }

    /// Whether the holder decides or sees something for others, so that nobody else must get into their account:
    /// all but data stewards.
    public boolean hasPowers() {
        return this != DATA_STEWARD;
    }

    /// Whether two persons are needed to appoint to the role, whoever asks: the three powers, and the roles that
    /// see the whole city or a district.
    public boolean needsSecond() {
        return hasPowers() && this != UNIT_CDO;
    }

    /// Whether the holder may delegate the role. The three powers cannot be delegated, only appointed to.
    public boolean canBeDelegated() {
        return !isPower();
    }

    /// Whether the role is held at such a unit. Source for the City CDO and the executive officer: the plan's
    /// roster, where both stand at the city itself; that the data bureau (市政数局) operates the platform: the plan
    /// §3. A district that operates and reviews for itself does so by itself or by a data bureau of its own. An
    /// auditor may sit in any department of the city, apart from those who operate.
    public boolean fits(Unit unit) {
        return switch (this) {
            case CITY_CDO, CITY_EXECUTIVE_OFFICER -> unit.kind() == Unit.Kind.CITY;
            case UNIT_CDO -> unit.kind() != Unit.Kind.CITY;
            case DATA_STEWARD -> true;
            case BUREAU_OPERATOR, SECURITY_REVIEWER -> unit.kind() != Unit.Kind.DEPARTMENT || unit.dataBureau();
            case SYSTEM_ADMINISTRATOR, SECURITY_ADMINISTRATOR ->
                unit.kind() == Unit.Kind.CITY || (unit.dataBureau() && unit.parent() == null);
            case AUDITOR -> unit.kind() != Unit.Kind.DISTRICT && unit.parent() == null;
        };
    }

    /// The name in the API and the database, for example `unit-cdo`.
    @JsonValue
    public String word() {
        return Rows.word(this);
    }

    /// @throws IllegalArgumentException for an unknown name
    @JsonCreator
    public static Role of(String word) {
        return Rows.constant(Role.class, word);
    }
}
