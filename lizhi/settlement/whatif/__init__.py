"""What an ending would cost on this day or on another: nothing of it is kept, nobody is told.

Of one person by the rules that explain themselves, of very many in whole fen (`law.fen`).
"""
