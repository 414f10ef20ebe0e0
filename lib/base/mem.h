/*
 * mem - memory that does not fail, and arenas.
 *
 * For: every allocation of the project. Out of memory ends the program with
 * a message and status 2: libjq aborts in that case anyway, so returning an
 * error elsewhere would be theatre.
 * Not for: bounding what input may grow; that is struct buf (str.h).
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* N bytes, not cleared; never NULL. Free with free(). */
void *mem_alloc(size_t n);

/* N * SIZE bytes, cleared; dies when the product overflows. */
void *mem_zalloc(size_t n, size_t size);

/* As realloc for an array of N elements of SIZE; dies on overflow. */
void *mem_resize(void *p, size_t n, size_t size);

/*
 * Makes room for one more element in an array that holds N and has room
 * for *CAP: returns the array, moved if it had to grow (by doubling).
 */
void *mem_grow(void *p, size_t n, size_t *cap, size_t size);

/*
 * An arena hands out memory that lives until arena_reset, for what one
 * document needs; after a few documents it stops calling malloc.
 */
struct arena {
	struct arena_block *first, *cur;
};

/* An arena of zero bytes ("struct arena a = {0}") is ready for use. */
void *arena_alloc(struct arena *a, size_t n);
/* A copy of the N bytes at P with a NUL after them (not counted in N). */
char *arena_copy(struct arena *a, const char *p, size_t n);
/* Takes all memory back for reuse; pointers into the arena are dead. */
void arena_reset(struct arena *a);
/* Gives the memory back to the system; the arena is ready for use again. */
void arena_release(struct arena *a);

#endif
