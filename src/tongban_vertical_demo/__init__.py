"""A demo twin of a department's own approval system 部门自建系统 (国垂、省垂).

Its own process, tables, states, codes, field names and date formats. It knows nothing of Tongban
and imports nothing of it; Tongban reaches it through a connector of the content pack.
"""
