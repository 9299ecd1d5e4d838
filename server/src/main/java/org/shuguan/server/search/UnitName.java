package org.shuguan.server.search;

import org.shuguan.server.institution.Unit;

/// A unit's code with its names in both languages.
record UnitName(String code, String name, String nameEn) {
    static UnitName of(Unit unit) {
        return new UnitName(unit.code().value(), unit.name(), unit.nameEn());
    }
}
