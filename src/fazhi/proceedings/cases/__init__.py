"""Cases (案件): enforcement from the act in the street to the closed file.

On-the-spot cases (简易程序), parking referrals (抄告) and persuasions (劝离); and what becomes of a
decision: remedies (复议、诉讼), stays, deferral, complaints, confiscated goods.
"""
