package org.graticule.access;

/**
 * An interned marking: the row that content refers to by number.
 *
 * @param id number of the row
 * @param banner full form, for the top and bottom of a page
 * @param portion short form in parentheses, for a row of a table
 */
public record Mark(int id, Marking marking, String banner, String portion) {}
