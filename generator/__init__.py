"""brieven: letters for every council, from one workbook and one Word letter.

The rooms, in the order in which a letter walks through them: ``workbook`` reads, ``address`` words, ``template``
merges, ``typeset`` sets, ``register`` remembers, ``archive`` keeps; ``mailing`` composes them and ``cli`` talks.
"""
